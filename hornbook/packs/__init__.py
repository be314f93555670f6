"""Policy packs that ship with Hornbook; a controller may lay its own over them."""

from pathlib import Path

SHIPPED = Path(__file__).resolve().parent
