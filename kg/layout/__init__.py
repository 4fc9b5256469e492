"""Where things are drawn: force, stress and packed layouts, computed once, the same each time."""
