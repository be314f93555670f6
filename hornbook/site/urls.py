"""Where addresses begin."""

from django.urls import include, path

urlpatterns = [path("", include("hornbook.faces.web.urls"))]

handler400 = "hornbook.faces.web.errors.bad_request"
handler403 = "hornbook.faces.web.errors.forbidden"
handler404 = "hornbook.faces.web.errors.not_found"
handler429 = "hornbook.faces.web.errors.too_many"
handler500 = "hornbook.faces.web.errors.fault"
