from __future__ import annotations

from geomap.gazetteer import open_gazetteer
from geomap.model import Candidate, Mention, Place
from geomap.resolution.candidates import BORROWED, FACTS, Loan, arrays
from geomap.resolution.finding import CandidateFinder


def place(number: int, code: str, admin1: str = "TR-36", **more: int) -> Place:
    kind = "P" if code.startswith("PPL") else "A"
    return Place(
        f"geonames:{number}",
        "Kars",
        43.1,
        40.6,
        feature_class=kind,
        feature_code=code,
        country="TR",
        admin1=admin1,
        **more,
    )


def column(found: list[Candidate], name: str, **more: object) -> list[float]:
    table = arrays(found, "Kars", **more).facts  # type: ignore[arg-type]
    return [float(value) for value in table[:, FACTS.index(name)]]


def test_a_division_and_the_town_in_it_that_gives_it_its_name_are_a_pair() -> None:
    found = [
        Candidate(place(1, "ADM1"), "Kars", "preferred"),
        Candidate(place(2, "PPLA"), "Kars", "preferred"),
        Candidate(place(3, "PPL", "TR-06"), "Kars", "preferred"),
    ]
    assert column(found, "has_seat") == [1, 0, 0]
    assert column(found, "gives_name") == [0, 1, 0]


def test_loans_count_for_lent_candidates_only() -> None:
    own, lent = Candidate(place(1, "PPLA"), "Kars", "preferred"), Candidate(place(2, "PPL"), "Kars", BORROWED)
    loans = {"geonames:1": Loan(1, 1, 1), "geonames:2": Loan(1.0, 0.5, 0.25)}
    assert column([own, lent], "lent_stated", loans=loans) == [0, 1]
    assert column([own, lent], "lent_near", loans=loans) == [0, 0.5]
    assert column([own, lent], "borrowed", loans=loans) == [0, 1]


def test_no_candidates_no_rows() -> None:
    assert arrays([], "Nowhere").facts.shape == (0, len(FACTS))


def test_a_place_that_bears_the_name_only_without_its_kind_is_told_apart() -> None:
    found = [Candidate(place(1, "ADM1"), "Kars", "preferred"), Candidate(place(2, "PPLA"), "Kars", "preferred")]
    assert column(found, "bare", bare={"geonames:2"}) == [0, 1]


def test_an_alternate_spelling_far_from_the_places_own_name_is_less_alike() -> None:
    near, far = (Candidate(place(1, "PPLA"), name, "alternate") for name in ("Karss", "Tuva"))
    likeness = [float(arrays([one], one.name).facts[0, FACTS.index("likeness")]) for one in (near, far)]
    assert 1 > likeness[0] > 0.8 > likeness[1]
    assert column([Candidate(place(1, "PPLA"), "Kars", "preferred")], "likeness") == [1]


def test_kinds_cut_short_are_looked_up_in_full() -> None:
    (found,) = {
        item.place.feature_code for item in CandidateFinder(open_gazetteer()).find(Mention(0, 10, "Loudon Co.")).items
    }
    assert found == "ADM2"


def test_a_bare_side_of_the_compass_has_no_candidates() -> None:
    finder = CandidateFinder(open_gazetteer())
    assert finder.find(Mention(0, 5, "South")).items == ()
    assert finder.find(Mention(0, 5, "North", kind_word="region")).items
