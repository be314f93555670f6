from django.apps import AppConfig


class Web(AppConfig):
    name = "hornbook.faces.web"
    label = "web"
