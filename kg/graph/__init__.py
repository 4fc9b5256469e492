"""From readings and entities to facts, RDF and the formats of other tools."""
