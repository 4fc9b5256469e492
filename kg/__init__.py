"""A knowledge graph from news articles, with the sentence behind every edge."""
