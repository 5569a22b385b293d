"""The lay of an article, told by its form."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents.layout import lay_out, split_blocks
from geomap.model import RegionKind

BODY = "The ministry said on Monday that the two armies had met near the river. Nobody was hurt, it added."


def regions(text: str, kind: RegionKind) -> list[str]:
    return [text[region.start : region.end] for region in lay_out(text).regions if region.kind == kind]


def test_founding_article(founding_text: str) -> None:
    layout = lay_out(founding_text)
    assert (layout.published, layout.published_from) == (date(2021, 1, 18), "metadata")
    assert layout.title is not None
    assert layout.title.startswith("Why are Azerbaijan and Turkey")
    assert [region.kind.value for region in layout.regions] == ["metadata", "headline", "caption", "caption"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("date 2021-01-18 ENGLISH arrow icon", date(2021, 1, 18)),
        ("Published: 18 January 2021 | By Jane Doe", date(2021, 1, 18)),
        ("Published 3:45 PM EST, Mon January 18, 2021", date(2021, 1, 18)),
        ("By Jane Doe, Senior Correspondent", None),
        ("18.01.2021 14:05", date(2021, 1, 18)),
        ("Updated: 20 January 2021, first published: 18 January 2021", date(2021, 1, 18)),
        ("Last modified on Tue 19 Jan 2021 11.02 GMT", date(2021, 1, 19)),
        ("January 18, 2021", date(2021, 1, 18)),
        ("2021-01-18T10:15:00+03:00", date(2021, 1, 18)),
        ("Jane Doe - Anadolu Agency - 18.01.2021", date(2021, 1, 18)),
        ("5 min read", None),
        ("Share this article", None),
        ("World", None),
    ],
)
def test_lines_that_are_not_the_story(line: str, day: date | None) -> None:
    text = f"{line}\n\nArmies meet near the river in the north\n\n{BODY}\n\n{BODY}"
    layout = lay_out(text)
    assert regions(text, RegionKind.METADATA) == [line]
    assert regions(text, RegionKind.HEADLINE) == ["Armies meet near the river in the north"]
    assert (layout.published, layout.published_from) == (day, "metadata" if day else None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("By our correspondent in Abuja, 11 September 2024", date(2024, 9, 11)),
        ("By a staff reporter", None),
        ("By our own correspondent", None),
    ],
)
def test_a_byline_without_a_name(line: str, day: date | None) -> None:
    text = f"Armies meet near the river in the north\n\n{line}\n\n{BODY}"
    assert regions(text, RegionKind.METADATA) == [line]
    assert lay_out(text).published == day


@pytest.mark.parametrize(
    "line",
    [
        "Published 10 July 2024",
        "First published: 10 July 2024, 09:15 GMT",
        "This article was first published on 10 July 2024 and updated on 12 July 2024.",
        "10 July 2024",
    ],
)
def test_a_date_at_the_foot(line: str) -> None:
    text = f"Armies meet near the river in the north\n\n{BODY}\n\n{BODY}\n\n{line}"
    layout = lay_out(text)
    assert regions(text, RegionKind.METADATA) == [line]
    assert (layout.published, layout.published_from) == (date(2024, 7, 10), "metadata")


@pytest.mark.parametrize(
    "line", ["The report was published on 10 July 2024.", "He was killed on 10 July 2024.", "Talks began 10 July 2024"]
)
def test_a_last_sentence_with_a_date_dates_nothing(line: str) -> None:
    assert lay_out(f"Armies meet near the river\n\n{BODY}\n\n{line}").published is None


@pytest.mark.parametrize("line", ["By Jane Doe in Ankara", "Published on 18 January 2021", "18 January 2021, 10:00"])
def test_metadata_may_stand_under_the_headline(line: str) -> None:
    text = f"Armies meet near the river in the north\n{line}\n\n{BODY}"
    assert regions(text, RegionKind.METADATA) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By noon the army had taken the bridge.",
        "On January 18, 2021 the army took the bridge over the river.",
        "The talks of 18 January 2021 failed, and the army took the bridge.",
        "By Friday, 5 March 2021, the army had taken the northern bridge and both villages.",
    ],
)
def test_sentences_are_no_metadata(line: str) -> None:
    text = f"Armies meet near the river\n\n{line}\n\n{BODY}"
    assert regions(text, RegionKind.METADATA) == []


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY} {BODY}\n\n{BODY}",
        "Armies meet near the river",
        "first in lower case\n\nand then again.",
        f"It began on Monday.\n\n{BODY}",
    ],
)
def test_no_headline(text: str) -> None:
    assert lay_out(text).title is None


@pytest.mark.parametrize(
    "headline",
    [
        "Armies meet near the river",
        "Will the armies meet near the river?",
        "Armies meet in the U.S.",
        "St. Petersburg gets new bridge",
        "“We shall meet”: armies near the river",
    ],
)
def test_headline(headline: str) -> None:
    assert lay_out(f"{headline}\n{BODY}").title == headline
    assert lay_out(f"\n\n  {headline}\r\n\r\n{BODY}").title == headline


def test_the_stated_title_is_the_headline() -> None:
    text = f"It is over. The armies go home.\n\n{BODY}"
    assert lay_out(text).title is None
    assert lay_out(text, "It is over.  The armies go home.").title == "It is over. The armies go home."


def test_a_headline_may_run_over_two_wrapped_lines() -> None:
    body = "The ministry said on Monday that the two\narmies had met near the river. Nobody was\nhurt, it added."
    text = f"Armies meet near the river in the\nnorth of the country\n\n{body}"
    assert lay_out(text).title == "Armies meet near the river in the north of the country"


@pytest.mark.parametrize(
    "dateline",
    [
        "ANKARA, Jan. 18 (Reuters) —",
        "ANKARA —",
        "ANKARA (AP) -",
        "KARS, Turkey, Jan 18 (Reuters) -",
        "NEW DELHI --",
        "WASHINGTON, D.C. –",
        "Moscow, 18 January (Interfax) –",
        "MOSCOW, January 18. /TASS/.",
        "(CNN) —",
        "NEW DELHI:",
        "TEL AVIV and GAZA —",
        "ŞANLIURFA, Turkey —",
        "BEIRUT/DAMASCUS (Reuters) -",
        "MANILA, Philippines (AP) _",
        "MOSCOW (USSR), 18 FEB 90 (PRAVDA) --",
        "TEHRAN, August 8 (Xinhua)",
    ],
)
def test_dateline(dateline: str) -> None:
    text = f"Armies meet near the river\n\n{dateline} {BODY}"
    assert regions(text, RegionKind.DATELINE) == [dateline]


@pytest.mark.parametrize(
    "opening",
    [
        "Turkey — which borders Armenia — said so. ",
        "UPDATE: ",
        "BREAKING — ",
        "UN: ",
        "He said: ",
        "I — ",
        "The army - the largest in the region - moved. ",
    ],
)
def test_no_dateline(opening: str) -> None:
    assert regions(f"Armies meet near the river\n\n{opening}{BODY}", RegionKind.DATELINE) == []


def test_a_dateline_may_stand_on_a_line_of_its_own() -> None:
    layout = lay_out(f"MANILA, Philippines (AP) _\n{BODY}\n{BODY}")
    assert layout.title is None
    assert [region.kind.value for region in layout.regions] == ["dateline"]


def test_wire_copy_in_capitals() -> None:
    body = "THE ARMY SAID TODAY THAT TWO SOLDIERS HAD MET NEAR THE\nRIVER -- NOBODY WAS HURT. IT WAS A GOOD\nIMAGE\n\n"
    text = f"SAN SALVADOR, 7 AUG 89 (EFE) -- [TEXT] {body}{body}AND THE ARMY TOO -- THE ONE IN THE CAPITAL -- IS WELL."
    assert [text[region.start : region.end] for region in lay_out(text).regions] == ["SAN SALVADOR, 7 AUG 89 (EFE) --"]
    assert lay_out(text).published == date(1989, 8, 7)


def test_speakers_of_an_interview_are_no_dateline() -> None:
    assert (
        regions("Two talk\n\nJEWELL: It was good, I think.\n\nHOST: Was it?\n\nJEWELL: It was.", RegionKind.DATELINE)
        == []
    )


@pytest.mark.parametrize(
    ("dateline", "near", "day"),
    [
        ("ANKARA, Jan. 18, 2021 (Reuters) —", None, date(2021, 1, 18)),
        ("ANKARA, 18 January 2021 —", None, date(2021, 1, 18)),
        ("SAN SALVADOR, 7 AUG 89 (EFE) --", None, date(1989, 8, 7)),
        ("ANKARA, 18 Jan 21 —", None, date(2021, 1, 18)),
        ("ANKARA, Jan. 18 (Reuters) —", None, None),
        ("ANKARA, Jan. 18 (Reuters) —", date(2021, 1, 20), date(2021, 1, 18)),
        ("ANKARA, Dec. 31 (Reuters) —", date(2021, 1, 1), date(2020, 12, 31)),
        ("ANKARA, Jan. 1 (Reuters) —", date(2020, 12, 31), date(2021, 1, 1)),
        ("ANKARA, Feb. 29 (Reuters) —", date(2021, 3, 1), date(2020, 2, 29)),
        ("(Agencies) ANKARA, Jan 18, 2021 -", None, date(2021, 1, 18)),
        ("ANKARA, January 18, 2021:", None, date(2021, 1, 18)),
    ],
)
def test_day_of_the_dateline(dateline: str, near: date | None, day: date | None) -> None:
    layout = lay_out(f"Armies meet near the river\n\n{dateline} {BODY}", near=near)
    assert (layout.published, layout.published_from) == (day, "dateline" if day else None)


def test_metadata_lends_its_year_to_nobody_and_wins() -> None:
    layout = lay_out(f"Published: 19 January 2021\n\nArmies meet\n\nANKARA, Jan. 18 (Reuters) — {BODY}")
    assert (layout.published, layout.published_from) == (date(2021, 1, 19), "metadata")


@pytest.mark.parametrize(
    ("headline", "day"),
    [
        ("Situation report, 18 January 2021", date(2021, 1, 18)),
        ("18 January 2021: armies meet near the river", date(2021, 1, 18)),
        ("What 12 September 1980 did to the army", None),
        ("From 1 May 2021 to 3 May 2021", None),
    ],
)
def test_day_of_the_headline(headline: str, day: date | None) -> None:
    layout = lay_out(f"{headline}\n\n{BODY}")
    assert layout.title == headline
    assert (layout.published, layout.published_from) == (day, "text" if day else None)


@pytest.mark.parametrize(
    "caption",
    [
        "Soldiers are being met at the station. Turkish Defense Ministry photo",
        "Soldiers at the station. Photo: Ministry of Defence",
        "Soldiers at the station (AP Photo/Jane Doe)",
        "Soldiers at the station. [Jane Doe/Reuters]",
        "Soldiers at the station, January 2021. REUTERS/Jane Doe/File Photo",
        "Image credit: Ministry of Defence",
        "FILE PHOTO: Soldiers stand at the station",
        "FILE - In this Jan. 5, 2021 photo, soldiers stand at the station.",
        "In this file photo, soldiers stand at the station.",
        "Soldiers at the station. Credit: Jane Doe",
        "Soldiers at the station. Photograph by Jane Doe",
        "Soldiers at the station. Jane Doe/AFP via Getty Images",
        "Soldiers at the station | Ministry of Defence handout photo",
        "Photo courtesy of the Ministry of Defence",
        "Soldiers at the station. © Jane Doe",
    ],
)
def test_caption(caption: str) -> None:
    assert regions(f"Armies meet near the river\n\n{BODY}\n\n{caption}\n\n{BODY}", RegionKind.CAPTION) == [caption]


@pytest.mark.parametrize(
    "prose",
    [
        "He took a photo.",
        "The minister showed a satellite image. It proves nothing, he said.",
        "The army denied it; the video was fake",
        "The bank gave credit: ten million dollars went to the army.",
        "They waited for the photo",
        "In May a video of a shark went viral. (Warning: Video contains strong language.)",
        "The agency, which published the picture, is owned by the state.",
        f"{BODY * 5} Photo: Ministry",
    ],
)
def test_no_caption(prose: str) -> None:
    assert regions(f"Armies meet near the river\n\n{BODY}\n\n{prose}\n\n{BODY}", RegionKind.CAPTION) == []


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Jane Doe; Editing by John Roe)",
        "© 2021 A paper. All rights reserved.",
        "Read more: Storm hits Lisbon",
    ],
)
def test_credit_lines(line: str) -> None:
    assert regions(f"Armies meet near the river\n\n{BODY}\n\n{line}", RegionKind.METADATA) == [line]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "The ministry said on Monday that\nthe two armies had met.\n\nNobody was hurt,\nit added."
    assert [text[block.start : block.end].count("\n") for block in split_blocks(text)] == [1, 1]


def test_lines_of_their_own_are_paragraphs() -> None:
    assert len(split_blocks(f"{BODY}\n{BODY}\r\n{BODY}\r{BODY}")) == 4


@given(
    st.text(alphabet=st.sampled_from("AB ab.,:—-()\n\r\t12/é 2021Jan18photoBy"), max_size=200),
    st.none() | st.text(max_size=20),
)
def test_regions_are_in_order_apart_and_inside(text: str, title: str | None) -> None:
    layout = lay_out(text, title)
    end = 0
    for region in layout.regions:
        assert end <= region.start < region.end <= len(text)
        end = region.end
    blocks = split_blocks(text)
    assert all(text[block.start : block.end].strip() == text[block.start : block.end] for block in blocks)
