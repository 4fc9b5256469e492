"""Trees: dependencies of a parse, normalised so that a rule needs one path where text has ten forms."""
