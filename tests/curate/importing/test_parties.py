"""Names of agencies and organizations, resolved to one record each."""

from typing import Any

import pytest

from demandatlas.curate.importing.parties import Parties, party_id, spelled

PLACES = {("Dothan", "AL"): "ocd-division/country:us/state:al/place:dothan"}


def named(printed: str, site: str = "dothan-al", decided: dict[str, Any] | None = None) -> list[str]:
    """The ids that a printed text names."""
    return Parties(decided or {}, PLACES).named(printed, site, "page", "narrative", True)


def told(printed: str, site: str = "dothan-al", exact: bool = True, **decided: Any) -> dict[str, Any]:
    """The values that the one seed of a printed name tells, and its file."""
    parties = Parties(decided, PLACES)
    parties.named(printed, site, "page", "narrative", exact)
    ((file, seed),) = parties.seeds().items()
    return {"file": file, **{key: value for _, table in seed for key, value in table.items()}}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Dothan PD", "Dothan Police Department"),
        ("Dothan police", "Dothan Police Department"),
        ("Pennsylvania State Police", "Pennsylvania State Police"),
        ("Pittsburgh Bureau of Police", "Pittsburgh Bureau of Police"),
        ("Maricopa County Sheriff", "Maricopa County Sheriff's Office"),
        ("Bell County Sheriff\u2019s Department", "Bell County Sheriff's Office"),
        ("Marion County Prosecutor", "Marion County Prosecutor's Office"),
        ("Anderson County District Attorney General", "Anderson County District Attorney General's Office"),
        ("Office of the Chittenden County State's Attorney", "Chittenden County State's Attorney's Office"),
        ("METRICH task force", "METRICH Task Force"),
        ("Superior Police Department (WI)", "Superior Police Department"),
        ("Vermont Human Trafficking Task Force (formal June 2018)", "Vermont Human Trafficking Task Force"),
    ],
)
def test_one_way_to_write_a_name(printed: str, expected: str) -> None:
    """Abbreviations, lower case and brackets do not make another agency."""
    assert expected == spelled(printed)


def test_an_id_has_no_apostrophes() -> None:
    """As the curator's guide wants it."""
    assert "st-lucie-county-sheriffs-office-fl" == party_id("St. Lucie County Sheriff's Office", "FL")


def test_several_names_in_one_text() -> None:
    """The first reading separates agencies by semicolons."""
    expected = ["homewood-police-department-al", "vestavia-hills-police-department-al", "fbi"]
    decided = {
        "parties": {"FBI": ["Federal Bureau of Investigation"]},
        "party": {"Federal Bureau of Investigation": {"kind": "federal", "level": "federal", "id": "fbi"}},
    }
    assert expected == named("Homewood PD; Vestavia Hills PD; FBI;", decided=decided)


def test_a_name_that_means_nobody() -> None:
    """A generic group is decided to be no record."""
    assert [] == named("unknown", decided={"parties": {"unknown": []}})


def test_what_stands_in_brackets_need_not_be_decided() -> None:
    """A decision holds for the name with an explanation behind it, unless there is one for both together."""
    decided = {"parties": {"S.T.O.P.": ["Stop Coalition"], "S.T.O.P. (county)": []}}
    assert ["stop-coalition-al"] == named("S.T.O.P. (its full name)", decided=decided)
    assert [] == named("S.T.O.P. (county)", decided=decided)


def test_a_name_that_means_a_body_of_another_state() -> None:
    """A page can name a neighbor across the state line, with or without saying so."""
    decided = {"parties": {"duluth-mn: Superior Police Department": ["Superior Police Department, WI"]}}
    assert named("Superior Police Department", "duluth-mn", decided) == named("Superior PD (WI)", "duluth-mn")


def test_a_name_that_tells_no_kind_is_reported() -> None:
    """Whom it means has to be decided by hand."""
    parties = Parties({}, PLACES)
    parties.named("Project Pathfinder", "st-paul-mn", "page", "narrative", True)
    assert {("Project Pathfinder", "st-paul-mn")} == parties.unresolved


@pytest.mark.parametrize(
    ("printed", "site", "expected"),
    [
        ("Dothan Police Department", "dothan-al", ("police", "city", PLACES["Dothan", "AL"])),
        ("Howard County Police Department", "laurel-md", ("police", "county", None)),
        ("Houston County Sheriff's Office", "dothan-al", ("sheriff", "county", None)),
        ("Alaska State Troopers", "fairbanks-ak", ("state_police", "state", "ocd-division/country:us/state:ak")),
        ("Pueblo City Attorney's Office", "pueblo-co", ("city_attorney", "city", None)),
    ],
)
def test_what_follows_from_a_name(printed: str, site: str, expected: tuple[str, str, str | None]) -> None:
    """Kind, level and, where the place is known, the area."""
    seed = told(printed, site)
    assert expected == (seed["kind"], seed["level"], seed["jurisdiction"])


@pytest.mark.parametrize(
    ("printed", "site", "expected"),
    [
        ("Dothan Police Department", "dothan-al", "agencies/al/dothan-police-department-al.toml"),
        ("Berks Coalition", "reading-pa", "organizations/berks-coalition-pa.toml"),
    ],
)
def test_where_a_seed_belongs(printed: str, site: str, expected: str) -> None:
    """Agencies by state, organizations together."""
    assert expected == told(printed, site)["file"]


def test_a_federal_agency_is_kept_apart_and_serves_the_nation() -> None:
    """Its id has no state."""
    party = {"F": {"kind": "federal", "level": "federal", "id": "f"}}
    seed = told("F", party=party)
    assert ("agencies/us/f.toml", "ocd-division/country:us") == (seed["file"], seed["jurisdiction"])


def test_an_organization_tells_where_it_was_named() -> None:
    """Its sites are those of the pages."""
    assert ["reading-pa"] == told("Berks Coalition", "reading-pa")["sites"]


def test_a_name_printed_otherwise_is_an_alias() -> None:
    """As it was printed, with a note; the name itself is derived."""
    seed = told("Dothan Police")
    assert (["Dothan Police"], "Dothan Police Department") == (seed["aliases"], seed["name"])


def test_what_the_first_reader_shortened_is_no_alias() -> None:
    """Only what a page prints is one."""
    assert "aliases" not in told("Dothan PD", exact=False)


def test_two_mentions_in_one_place_are_one_table() -> None:
    """A name printed in full beside its short form needs no note."""
    parties = Parties({}, PLACES)
    for printed in ("Dothan Police", "Dothan Police Department"):
        parties.named(printed, "dothan-al", "page", "narrative", True)
    ((_, seed),) = parties.seeds().items()
    assert {"source": "page", "locator": "narrative", "name": "Dothan Police Department"} == seed[0][1]
