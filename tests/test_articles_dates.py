"""Dates in metadata and in lines of their own."""

import pytest

from kg.articles.dates import edtf, stamp


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2022-11-26", "2022-11-26"),
        ("2022-11-26T23:30:00-05:00", "2022-11-26"),
        ("2022-11-26 08:02", "2022-11-26"),
        ("2022-11", "2022-11"),
        ("2022", "2022"),
        ("20221126", "2022-11-26"),
        ("Sat, 26 Nov 2022 23:30:00 -0500", "2022-11-26"),
        ("November 26, 2022", "2022-11-26"),
        ("26th of November 2022", "2022-11-26"),
        ("Saturday 26. November 2022", "2022-11-26"),
        ("November 2022", "2022-11"),
        ("26/11/2022", "2022-11-26"),
        ("11/26/2022", "2022-11-26"),
        ("03/04/2022", "2022"),
        ("04/04/2022", "2022-04-04"),
        ("2022-02-30", None),
        ("30 February 2022", None),
        ("yesterday", None),
        ("2 hours ago", None),
        ("", None),
        ("2022 " * 1000, None),
    ],
)
def test_edtf(value: str, date: str | None) -> None:
    assert edtf(value) == date


@pytest.mark.parametrize(
    ("line", "label", "date"),
    [
        ("November 26, 2022 8:02 am", "", "2022-11-26"),
        ("Published: Sat 26 Nov 2022 08.02 GMT", "published", "2022-11-26"),
        ("Last updated on Dec. 6, 2022 at 9:00 p.m. ET", "last updated on", "2022-12-06"),
        ("Posted 2022-11-26", "posted", "2022-11-26"),
        ("8:02 am, November 26, 2022", "", "2022-11-26"),
        ("[26 November 2022]", "", "2022-11-26"),
        ("2022-11-26T08:02:00+01:00", "", "2022-11-26"),
    ],
)
def test_stamp(line: str, label: str, date: str) -> None:
    found = stamp(line)
    assert found and (found.label, found.date) == (label, date)


@pytest.mark.parametrize(
    "line",
    [
        "On May 3, 2021 the bridge was closed",
        "May 2021",
        "The 3 May 2021",
        "3 May",
        "Published by Jane Roe",
        "May 33, 2021",
    ],
)
def test_no_stamp(line: str) -> None:
    assert stamp(line) is None
