"""RDF: IRIs, terms, triples, files, validation."""
