from django.urls import path

from . import views

app_name = "office"
urlpatterns = [path("office/", views.home, name="home")]
