"""The SQLite file of a graph folder: caches, readings, what was resolved."""
