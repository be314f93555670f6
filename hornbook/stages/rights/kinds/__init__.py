"""The rights a person may use: one module each, found by being here."""

import importlib
import pkgutil

from .base import Kind, kinds

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["Kind", "kinds"]
