from django.urls import path

from . import views

app_name = "shares"
urlpatterns = [
    path("sharing/", views.routes, name="routes"),
    path("sharing/sent/<uuid:ref>/", views.parcel, name="parcel"),
    path("sharing/<slug:route>/", views.route, name="route"),
    path("sharing/<slug:route>/plan/", views.plan, name="plan"),
    path("sharing/<slug:route>/send/", views.send, name="send"),
]
