from django.urls import path

from . import views

app_name = "law"
urlpatterns = [
    path("law/", views.home, name="home"),
    path("law/clock/", views.clock, name="clock"),
    path("law/check/", views.check, name="check"),
    path("law/packs/", views.compare, name="compare"),
]
