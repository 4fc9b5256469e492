"""News annotated by reading: names, who is who, and facts, stored as offsets into openly licensed texts."""
