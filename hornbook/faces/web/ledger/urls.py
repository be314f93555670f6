from django.urls import path

from . import views

app_name = "ledger"
urlpatterns = [
    path("ledger/", views.lines, name="lines"),
    path("ledger/check/", views.check, name="check"),
    path("ledger/<int:number>/", views.line, name="line"),
]
