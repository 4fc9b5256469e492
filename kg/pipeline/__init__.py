"""The only composition of the rooms: read, parse, relate, resolve, graph."""
