from django.urls import path

from . import views

app_name = "disposal"
urlpatterns = [
    path("disposal/", views.home, name="home"),
    path("disposal/due/", views.due, name="due"),
    path("disposal/<uuid:ref>/", views.batch, name="batch"),
    path("disposal/<uuid:ref>/approve/", views.approve, name="approve"),
    path("disposal/<uuid:ref>/withdraw/", views.withdraw, name="withdraw"),
    path("disposal/<uuid:ref>/dispose/", views.dispose, name="dispose"),
    path("disposal/certificate/<uuid:ref>/", views.certificate, name="certificate"),
]
