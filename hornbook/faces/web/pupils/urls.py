"""A pupil has an opaque reference in addresses, and nothing else."""

from django.urls import path

from . import views

app_name = "pupils"
urlpatterns = [
    path("pupils/find/", views.find, name="find"),
    path("pupils/", views.listing, name="list"),
    path("pupils/<uuid:ref>/", views.pupil, name="pupil"),
    path("pupils/<uuid:ref>/who/", views.who, name="who"),
]
