from django.urls import path

from . import views

app_name = "requests"
urlpatterns = [
    path("requests/", views.home, name="home"),
    path("requests/new/", views.begin, name="begin"),
    path("requests/new/<uuid:ref>/", views.about, name="about"),
    path("requests/<uuid:ref>/", views.case, name="case"),
    path("requests/<uuid:ref>/copy/", views.copy, name="copy"),
    path("requests/<uuid:ref>/typed/", views.typed, name="typed"),
    path("requests/<uuid:ref>/kept-back/<uuid:withheld>/lift/", views.lift, name="lift"),
    path("requests/<uuid:ref>/<slug:step>/", views.step, name="step"),
]
