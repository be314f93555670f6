from django.urls import path

from . import views

app_name = "purposes"
urlpatterns = [
    path("purposes/", views.home, name="home"),
    path("purposes/new/<slug:purpose>/", views.propose, name="propose"),
    path("purposes/<uuid:ref>/", views.change, name="change"),
    path("purposes/<uuid:ref>/<slug:step>/", views.step, name="step"),
]
