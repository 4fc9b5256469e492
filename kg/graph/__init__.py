"""Facts of a collection: what claims of many articles come to, and what follows from them."""
