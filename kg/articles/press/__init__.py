"""Exports of press databases (Nexis, Factiva, ProQuest): one file, many articles.

``split`` takes the lines of a file, whatever format they came in, and hands back an article for each.
"""

from kg.articles.press.splitting import split

__all__ = ["split"]
