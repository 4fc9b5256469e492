"""The explorer: a local web application over one graph folder; its modules import Starlette."""
