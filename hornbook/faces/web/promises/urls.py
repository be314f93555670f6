from django.urls import path

from . import views

app_name = "promises"
urlpatterns = [
    path("promises/", views.home, name="home"),
    path("promises/proof/<uuid:proof>/", views.paper, name="paper"),
    path("promises/<slug:number>/", views.promise, name="promise"),
    path("promises/<slug:number>/<slug:step>/", views.step, name="step"),
]
