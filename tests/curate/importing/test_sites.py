"""Sources and sites of a profile."""

from typing import Any

import pytest

from demandatlas.curate.importing import sites
from demandatlas.curate.importing.sites import Profile

HOUSTON = {("Houston County", "AL"): "ocd-division/country:us/state:al/county:houston"}
PLACE = {
    "ocd_id": "ocd-division/country:us/state:al/place:dothan",
    "geoid": "0121184",
    "latitude": "31.22323",
    "longitude": "-85.39049",
    "coordinates_from": "GeoNames",
    "census_name": "Dothan city",
}
NOWHERE = dict.fromkeys(PLACE, "")


def reading(url: str = "https://demand-forum.org/site/dothan-al/", **changes: Any) -> dict[str, Any]:
    """One reading of one copy."""
    plain: dict[str, Any] = {"url": url, "extent": "excerpt", "population": {}, "county": None, "claims": []}
    return {**plain, **changes}


def claim(**changes: Any) -> dict[str, Any]:
    """A coded claim."""
    return {"tactic": "letters", "stance": "used", "when": "2011", "basis": "narrative", "note": "sent", **changes}


def profile(*copies: tuple[str, dict[str, Any]], place: Any = PLACE, notes: Any = None, **decided: Any) -> Profile:
    """The profile of Dothan, or of what is decided."""
    facts = {"url": reading()["url"], "place": "Dothan", "state": "AL", "type": "city", "list_variant": "L13+L9"}
    return Profile("dothan-al", facts, place, copies or (("", reading()),), decided, notes or {})


def told(where: Profile, key: str, menu: bool = False) -> list[Any]:
    """What the seed of a site tells of one field."""
    seed = sites.site_seed(where, HOUSTON, menu, [])
    return [table[key] for name, table in seed if name == "told" and key in table]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("St. Clair County", "st-clair-county-al"),
        ("Prince George's County", "prince-georges-county-al"),
        ("Chesterfield (CDP)", "chesterfield-al"),
        ("Wilkes-Barre", "wilkes-barre-al"),
    ],
)
def test_the_id_of_a_site(place: str, expected: str) -> None:
    """Name and state, without apostrophes, whatever the page's address says."""
    assert expected == sites.site_id({"place": place, "state": "AL"})


@pytest.mark.parametrize(
    ("place", "type", "census_name", "expected"),
    [
        ("Dothan", "city", "Dothan city", "city"),
        ("Anchorage", "city", "Anchorage municipality", "city"),
        ("Matteson", "city", "Matteson village", "town"),
        ("Carlisle", "city", "Carlisle borough", "town"),
        ("Moon Township", "city", "", "township"),
        ("Chesterfield (CDP)", "city", "Chesterfield CDP", "cdp"),
        ("Houston County", "county", "Houston County", "county"),
        ("Fair Haven", "neighborhood", "", "neighborhood"),
    ],
)
def test_the_kind_of_a_place(place: str, type: str, census_name: str, expected: str) -> None:
    """As the census has it, else its own name, else the profile."""
    assert expected == sites.kind_of({"place": place, "type": type}, census_name)


def test_identity_comes_from_the_registers() -> None:
    """Kind, ids and coordinates have rows to look up."""
    seed = sites.site_seed(profile(), HOUSTON, False, [])
    assert ["document", "row 0121184", "row Dothan, AL"] == [table["locator"] for _, table in seed]


def test_a_county_has_its_coordinates_from_the_census() -> None:
    """The row is found by the GEOID."""
    place = {**PLACE, "coordinates_from": "Census Gazetteer 2017", "geoid": "01069"}
    (_, table), *_ = [pair for pair in sites.site_seed(profile(place=place), {}, False, []) if "latitude" in pair[1]]
    assert ("census-gazetteer-2017", "row 01069") == (table["source"], table["locator"])


def test_a_place_that_no_register_has_says_so() -> None:
    """No id, no coordinates, and a note on the kind."""
    seed = sites.site_seed(profile(place=NOWHERE), {}, False, [])
    assert ("derived", "Kind from the name; no row of the register was found.") == tuple(
        seed[-1][1][key] for key in ("basis", "note")
    )


def test_a_kind_decided_by_hand_keeps_the_register_for_the_ids() -> None:
    """The reason stands at the kind alone."""
    where = profile(kind="neighborhood", note="A part of a city.", ocd_id="ocd-division/country:us/state:al/place:x")
    assert [("neighborhood", "A part of a city.")] == [
        (table["kind"], table["note"]) for _, table in sites.site_seed(where, {}, False, []) if "kind" in table
    ]


def test_a_county_that_is_known_is_told_by_its_id() -> None:
    """The page names it; another name is left out."""
    copies = [("", reading(county="Houston County")), ("older", reading(county="Anderson and Roane counties"))]
    assert [HOUSTON["Houston County", "AL"]] == told(profile(*copies), "county")


def test_populations_of_every_copy_are_kept() -> None:
    """Field and narrative, newest and older; each place once."""
    newest, older = reading(population={"field": 65447, "narrative": 68000}), reading(population={"narrative": 62000})
    copies = [("", newest), ("older", older), ("older", older)]
    assert [65447, 68000, 62000] == told(profile(*copies), "population")


@pytest.mark.parametrize(("number", "expected"), [(68000, "Rounded."), (62511, "")])
def test_a_rounded_population_is_called_so(number: int, expected: str) -> None:
    """The narrative's numbers often end in zeros."""
    seed = sites.site_seed(profile(("", reading(population={"narrative": number}))), {}, False, [])
    assert expected == seed[-1][1]["note"]


def test_the_menu_is_listed_and_claims_nothing() -> None:
    """Only where the source has one."""
    assert (["menu"], []) == (told(profile(), "listed_tactics", menu=True), told(profile(), "listed_tactics"))


def claims(*copies: tuple[str, dict[str, Any]], **decided: Any) -> list[dict[str, Any]]:
    """The claims in the seed of a site."""
    return list(sites.claim_tables(profile(*copies, **decided)))


def test_a_claim_of_two_copies_is_one_with_both_as_evidence() -> None:
    """What alike copies tell is told once."""
    (table,) = claims(("", reading(claims=[claim()])), ("older", reading(claims=[claim(passage_sha256="a")])))
    assert [{"source": "demand-forum-dothan-al-older", "locator": "narrative", "passage_sha256": "a"}] == table["also"]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (("sent", "sent"), "Sent."),
        (("sent", ""), "Sent."),
        (("", "sent"), "Sent."),
        (("sent", "by police"), "Sent; By police."),
        (("sent " * 25, "by police " * 15), ("Sent " + "sent " * 24).strip() + "."),
    ],
)
def test_a_claim_told_twice_in_one_copy_joins_its_notes(notes: tuple[str, str], expected: str) -> None:
    """As long as there is room, and the second adds something."""
    (table,) = claims(("", reading(claims=[claim(note=note) for note in notes])))
    assert expected == table["note"]


def test_a_heading_is_weaker_evidence() -> None:
    """It says which heading, and that there is nothing else."""
    (table,) = claims(("", reading(claims=[claim(tactic="soap_orders", basis="heading", note="")])))
    assert ("heading", "key sources: soap orders", "Only a heading names it.") == tuple(
        table[key] for key in ("basis", "locator", "note")
    )


def test_who_serves_a_place_is_decided_or_told_in_the_note() -> None:
    """An id where the other place is a site, else its words."""
    served = ("", reading(claims=[claim(tactic="john_school", served_by="Waco")]))
    (told_so,), (decided,) = claims(served), claims(served, served_by="waco-tx")
    assert ("Sent; Waco.", None, "waco-tx") == (told_so["note"], told_so["served_by"], decided["served_by"])


def test_who_serves_a_place_is_not_told_twice() -> None:
    """A note that names it already."""
    (table,) = claims(("", reading(claims=[claim(served_by="Waco", note="held in Waco")])))
    assert "Held in Waco." == table["note"]


def test_a_claim_can_be_left_out_by_hand() -> None:
    """A case of one person that cannot be told without describing that person."""
    told_claims = ("", reading(claims=[claim(), claim(when=None)]))
    assert ["2011"] == [table["when"] for table in claims(told_claims, without=["letters undated"])]


def test_a_note_can_be_replaced_by_hand() -> None:
    """A note that says too much of somebody."""
    (table,) = claims(("", reading(claims=[claim(note="one clerk")])), notes={"One clerk.": "One case."})
    assert "One case." == table["note"]


def test_a_claim_of_two_readings_says_so() -> None:
    """Settled claims have two, the others do not mention it."""
    tables = claims(("", reading(claims=[claim(readings=2), claim(when="2012", readings=1)])))
    assert [2, None] == [table["readings"] for table in tables]


def test_claims_stand_by_tactic_and_time() -> None:
    """Undated ones last."""
    given = [claim(when=None), claim(when="2012"), claim(tactic="cameras"), claim()]
    assert [("cameras", "2011"), ("letters", "2011"), ("letters", "2012"), ("letters", None)] == [
        (table["tactic"], table["when"]) for table in claims(("", reading(claims=given)))
    ]


def sources(*copies: tuple[str, dict[str, Any]], used: tuple[str, ...] = ()) -> dict[str, dict[str, Any]]:
    """The sources of a profile, by id."""
    return {id: seed[0][1] for id, seed in sites.source_seeds(profile(*copies), used)}


def test_every_copy_is_a_source_with_its_own_menu() -> None:
    """The newest prints the newest menu, an older one the older."""
    found = sources(("", reading(extent="whole")), ("older", reading()), used=("", "older"))
    assert {
        "demand-forum-dothan-al": ("demand-forum-menu-2022-one-word-lost", "whole"),
        "demand-forum-dothan-al-older": ("demand-forum-menu-2013-one-word-lost", "excerpt"),
    } == {id: (table["menu"], table["extent"]) for id, table in found.items()}


@pytest.mark.parametrize("copy", ["middle", "copy"])
def test_the_menu_of_a_further_copy_is_not_known(copy: str) -> None:
    """The facts tell that of the newest and of the oldest."""
    found = sources(("", reading()), (copy, reading()), used=("", copy))
    assert found[f"demand-forum-dothan-al-{copy}"]["menu"] is None


def test_an_older_copy_that_only_notes_speak_of_is_a_source_too() -> None:
    """It stands at the same address."""
    found = sources(("", reading()), used=("older",))
    assert reading()["url"] == found["demand-forum-dothan-al-older"]["url"]
