from django.urls import path

from . import views

app_name = "head"
urlpatterns = [path("head/", views.home, name="home")]
