"""The addresses of the explorer's server, one module each; every module lists its own routes."""
