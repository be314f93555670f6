from django.urls import path, register_converter

from . import views


class Layer:
    """The standard layer has the short address; this is the other, where an address names one."""

    regex = "standard|child"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Layer, "layer")

app_name = "notice"
urlpatterns = [
    path("publishing/", views.publishing, name="publishing"),
    path("notice/<slug:slug>/", views.current, name="current"),
    path("notice/<slug:slug>/<layer:layer>/", views.current, name="layer"),
    path("notice/<slug:slug>/<layer:layer>/versions/", views.versions, name="versions"),
    path("notice/<slug:slug>/<layer:layer>/<int:number>/", views.version, name="version"),
]
