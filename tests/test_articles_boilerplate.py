"""What is skipped on a page, and above all what is not."""

from itertools import pairwise
from pathlib import Path

import pytest

from kg.articles import boilerplate
from kg.articles.credits import credit_words
from kg.articles.fields import aliases
from kg.errors import DataError

BODY = (
    "The bridge over the Sample was opened on Monday by the governor, Jane Moe.\n\n"
    "It had taken three years to build."
)
MORE = (
    "Engineers from four countries had worked at it since 2018, and two of them were honoured with a medal."
)


def skipped(text: str) -> list[tuple[str, str]]:
    return [(skip.kind, text[skip.start : skip.end]) for skip in boilerplate(text)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Article continues below this ad", "advertisement"),
        ("- ADVERTISEMENT -", "advertisement"),
        ("Share this story", "share"),
        ("Follow Daily Sample on Telegram", "share"),
        ("Sign up for our free weekly digest and never miss a bridge", "subscription"),
        ("Support Daily Sample!", "subscription"),
        ("READ MORE: Ferry workers go home", "related"),
        ("Tags: bridges, rivers", "related"),
        ("We use cookies to make this site better. Accept?", "cookies"),
        ("\u00a9 2021 Daily Sample. All rights reserved.", "copyright"),
        ("(Reporting by Jane Roe; Editing by John Roe)", "byline"),
        ("4 min read", "byline"),
        ("Source: Daily Sample", "source"),
        ("Published: 3 May 2021, 10:15 GMT", "timestamp"),
        ("Photo: Jane Roe / AP", "credit"),
        ("Photograph by John Roe for the Daily Sample", "credit"),
        ("AP Photo/John Roe, File", "credit"),
        ("John Roe/AFP via Getty Images", "credit"),
        ("REUTERS/John Roe", "credit"),
    ],
)
def test_a_line_of_furniture_is_skipped(line: str, kind: str) -> None:
    assert skipped(f"{BODY}\n\n{line}\n\n{MORE}") == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Support for the bridge has grown since May.",
        "Support the bridge, the governor said",
        "Photo: how the bridge was built in three years by people who never met.",
        "Moe said: \u201cPlease support independent journalism, you and your friends.\u201d",
        "The paper asked its readers to support independent journalism.",
        "MOSCOW (Reuters) - The bridge was closed again.",
        "Sources: three people who were there.",
        "Read more books, the minister told pupils in Sampleville.",
        "The picture: John Roe and Jane Roe met in Sampleville in May.",
        "Comments by the governor (pictured, in 2019) were not welcome.",
        "On May 3, 2021 the bridge was closed.",
        "May 3, 2021",
        "Share prices fell.",
        "Facebook said it would not pay.",
        "By contrast, John Roe stayed at home.",
    ],
)
def test_a_line_of_an_article_stays(line: str) -> None:
    filler = "\n\n".join(f"Paragraph number {number} says something of its own." for number in range(12))
    assert skipped(f"{filler}\n\n{line}\n\n{filler.replace('says', 'tells')}") == []


def test_a_credit_after_a_caption_leaves_the_caption() -> None:
    text = f"{BODY}\n\nGovernor Jane MoePhoto: Jan Roe / AP / Pool\n\n{MORE}"
    assert skipped(text) == [("credit", "Photo: Jan Roe / AP / Pool")]


def test_a_credit_in_brackets_leaves_the_sentence() -> None:
    text = f"Governor Jane Moe at the bridge on Monday. (AP Photo/Jan Roe) {MORE}"
    assert skipped(text) == [("credit", "(AP Photo/Jan Roe)")]


def test_comments_reach_to_the_end() -> None:
    text = f"{BODY}\n\n{MORE}\n\nLeave a comment\n\nNice bridge!\n\nBad bridge!"
    assert skipped(text) == [("comments", "Leave a comment\n\nNice bridge!\n\nBad bridge!")]


def test_a_comment_link_at_the_top_is_a_line_only() -> None:
    assert skipped(f"12 comments\n\n{BODY}\n\n{MORE}") == [("comments", "12 comments")]


def test_an_appeal_goes_on_while_it_speaks_to_the_reader() -> None:
    appeal = (
        "Since you're here, we have something to say: please consider supporting the Daily Sample.\n\n"
        "Your gift, large or small, pays for journalism.\n\nways to give\nOne-time\n\nRemind me in May."
    )
    text = f"{BODY}\n\n{appeal}\n\n{MORE}"
    found = skipped(text)
    assert {kind for kind, _ in found} == {"donation"}
    assert [line for _, line in found] == [line for line in appeal.split("\n") if line]


def test_related_headlines_are_skipped_but_a_single_heading_stays() -> None:
    text = f"{BODY}\n\nRelated stories\nFerry workers go home\nRiver rises again\n\n{MORE}"
    assert [line for _, line in skipped(text)] == [
        "Related stories",
        "Ferry workers go home",
        "River rises again",
    ]
    text = f"{BODY}\n\nMost read\n\nA long wait\n\n{MORE}"
    assert skipped(text) == [("related", "Most read")]


CAPTION = "Governor Jane Moe cuts a ribbon at the new bridge over the Sample in May"


@pytest.mark.parametrize(
    "again",
    [
        CAPTION,
        CAPTION + ".\u00a0",
        CAPTION.replace("Moe cuts", "Moe (pictured) cuts"),
        CAPTION.upper(),
        "cuts a ribbon at the new bridge over the Sample in May",
    ],
)
def test_a_repeated_caption_is_skipped_the_second_time(again: str) -> None:
    text = f"{BODY}\n\n{CAPTION}\n\n{MORE}\n\n{again}\n\nThe end."
    assert skipped(text) == [("repeat", again.rstrip("\u00a0"))]


def test_a_paragraph_made_of_two_earlier_ones_is_a_repeat() -> None:
    text = f"{CAPTION}\n\n{MORE}\n\n{CAPTION}. {MORE}"
    assert skipped(text) == [("repeat", f"{CAPTION}. {MORE}")]


@pytest.mark.parametrize(
    "other",
    [
        CAPTION.replace("cuts", "never cuts"),
        CAPTION.replace("May", "June"),
        CAPTION.replace("Jane Moe", "John Roe"),
    ],
)
def test_a_paragraph_with_another_word_is_no_repeat(other: str) -> None:
    assert skipped(f"{CAPTION}\n\n{MORE}\n\n{other}") == []


def test_a_line_of_a_wrapped_paragraph_is_no_repeat() -> None:
    wrapped = (
        "Nobody had thought that anyone would say such a thing:\n"
        "cuts a ribbon at the new bridge over the Sample in\n"
        "May, of all months of the year."
    )
    assert skipped(f"{CAPTION}\n\n{wrapped}") == []


def test_skips_are_sorted_and_do_not_overlap() -> None:
    text = f"Share\n{BODY}\n{BODY}\nPhoto: Jan Roe / AP\nLeave a comment\nShare\nShare"
    skips = boilerplate(text)
    assert all(one.end <= two.start for one, two in pairwise(skips))
    assert skips[-1].end == len(text)


@pytest.mark.parametrize(
    ("loader", "content", "message"),
    [
        (aliases, "headline: [title]", "unknown key 'headline'"),
        (aliases, "text: [body]\ntitle: [Body]", "'body' stands for text and title"),
        (credit_words, "agencies: []\nothers: []", "unknown key 'others'"),
    ],
)
def test_loaders_name_what_they_do_not_know(
    loader: object, content: str, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "data.yaml"
    file.write_text(content)
    with pytest.raises(DataError, match=message):
        loader(file)  # type: ignore[operator]


@pytest.mark.parametrize(
    "piece", ["word ", "(", "[", "Photo: ", "\u201cwe support our journalism ", "1:1 ", "<a "]
)
def test_a_very_long_line_takes_no_longer_than_its_length(piece: str) -> None:
    boilerplate(piece * (1_000_000 // len(piece)))
