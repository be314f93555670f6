"""SQLite as Django knows it, and sure of how it was opened."""
