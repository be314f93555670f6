from django.urls import path

from . import views

app_name = "promises"
urlpatterns = [
    path("promises/", views.home, name="home"),
    path("promises/<slug:number>/", views.promise, name="promise"),
]
