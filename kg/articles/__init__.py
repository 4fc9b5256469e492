"""From files to articles: formats, metadata, boilerplate and near-duplicates.

``find`` lists the files, ``read`` turns one into articles, ``boilerplate`` marks what is no part of an
article, ``signature``, ``group`` and ``regroup`` find copies. Readers of single formats are imported on need.
"""

from kg.articles.boilerplate import boilerplate
from kg.articles.duplicates import group, near_duplicates, signature
from kg.articles.reading import Contents, read
from kg.articles.regrouping import regroup
from kg.articles.sources import Skipped, Source, find_sources, from_bytes, unread

__all__ = [
    "Contents",
    "Skipped",
    "Source",
    "boilerplate",
    "find_sources",
    "from_bytes",
    "group",
    "near_duplicates",
    "read",
    "regroup",
    "signature",
    "unread",
]
