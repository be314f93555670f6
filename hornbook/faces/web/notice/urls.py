from django.urls import path, register_converter

from hornbook.rules.policy.printed import LAYERS

from . import desk, views


class Layer:
    """The standard layer has the short address; these are the others, where an address names one."""

    regex = "|".join(LAYERS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Layer, "layer")

app_name = "notice"
urlpatterns = [
    path("publishing/", desk.publishing, name="publishing"),
    path("publishing/translation/", desk.translate, name="translate"),
    path("publishing/<layer:layer>/to-translate/", desk.to_translate, name="to_translate"),
    path("papers/", desk.papers, name="papers"),
    path("papers/<slug:document>/", desk.paper, name="paper"),
    path("papers/shown/<layer:layer>/", desk.shown, name="shown"),
    path("pupils/<uuid:ref>/notice/", desk.show, name="show"),
    path("notice/<slug:slug>/", views.current, name="current"),
    path("notice/<slug:slug>/<layer:layer>/", views.current, name="layer"),
    path("notice/<slug:slug>/<layer:layer>/versions/", views.versions, name="versions"),
    path("notice/<slug:slug>/<layer:layer>/<int:number>/", views.version, name="version"),
    path("notice/<slug:slug>/<layer:layer>/<int:number>/pdf/", views.version_pdf, name="pdf"),
    path("notice/<slug:slug>/<layer:layer>/in/<slug:language>/", views.translation, name="translation"),
    path("notice/<slug:slug>/<layer:layer>/in/<slug:language>/pdf/", views.translation_pdf,
         name="translation_pdf"),
]  # fmt: skip
