"""Names of places, people and organizations: what a reader of news knows before the first line.

Tables are read when they are first asked for. Titles live in ``kg.lexicon.titles``.
"""

from kg.lexicon.fold import fold
from kg.lexicon.organizations import legal_form
from kg.lexicon.people import (
    given_frequency,
    given_name_gender,
    is_given_name,
    is_surname,
    name_gender,
    surname_frequency,
)
from kg.lexicon.places import Place, Places, places, seat_of

__all__ = [
    "Place",
    "Places",
    "fold",
    "given_frequency",
    "given_name_gender",
    "is_given_name",
    "is_surname",
    "legal_form",
    "name_gender",
    "places",
    "seat_of",
    "surname_frequency",
]
