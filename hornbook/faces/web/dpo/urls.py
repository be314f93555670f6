from django.urls import path

from . import views

app_name = "dpo"
urlpatterns = [
    path("dpo/", views.home, name="home"),
    path("wrong/", views.wrong, name="wrong"),
]
