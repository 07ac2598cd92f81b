"""The answers of the five documents, taken by hand from their text.

Every test holds however many sites, operations and sources are added: each asks about what these documents tell of.
"""

from itertools import product

import pytest

import demandatlas as da
from demandatlas.vocabulary import VOCABULARY

SACRAMENTO, WEST_SACRAMENTO, COUNTY = "sacramento-ca", "west-sacramento-ca", "sacramento-county-ca"
NEWS, RELEASE_2021, RELEASE_JANUARY = "abc10-hot-spots-2020", "sacda-hot-spots-2021", "sacda-awareness-month-2021"
PROFILE, WEST_PROFILE = "demand-forum-sacramento-ca", "demand-forum-west-sacramento-ca"
EIGHT_OF_2021 = {
    "sacramento-county-sheriffs-office-ca", "sacramento-police-department-ca", "folsom-police-department-ca",
    "parole-ca", "sacramento-county-probation-department-ca", "sacramento-county-district-attorneys-office-ca",
    "california-highway-patrol-ca", "fbi",
}  # fmt: skip
NINE_OF_2020 = {
    "sacramento-county-district-attorneys-office-ca", "sacramento-county-sheriffs-office-ca",
    "sacramento-police-department-ca", "rancho-cordova-police-department-ca", "folsom-police-department-ca",
    "elk-grove-police-department-ca", "california-department-of-justice-ca", "parole-ca", "fbi",
}  # fmt: skip
NINE_OF_THE_SERIES = {
    "sacramento-county-sheriffs-office-ca", "sacramento-police-department-ca", "elk-grove-police-department-ca",
    "rancho-cordova-police-department-ca", "citrus-heights-police-department-ca", "folsom-police-department-ca",
    "sacramento-county-probation-department-ca", "fbi", "california-highway-patrol-ca",
}  # fmt: skip


def counts(record):
    """What was counted, of whom, and how many."""
    return {(each.what, each.of, each.count.to_text()) for each in record.outcomes}


def stances(site, tactic, *sources):
    """Stance and time of each claim that rests on these sources."""
    return {
        (each.stance, each.when and each.when.edtf)
        for each in da.sites[site].use_of(tactic).claims
        if {piece.source for piece in each.evidence} & set(sources)
    }


# Sacramento


def test_the_population_of_sacramento():
    """The field of the profile is exact; its narrative's "approximately 500,000" is the same, rounded."""
    chosen = da.why(SACRAMENTO, "population")[0]

    assert (500930, 500930, PROFILE) == (da.sites[SACRAMENTO].population, chosen.value, chosen.evidence[0].source)


@pytest.mark.parametrize("site", [SACRAMENTO, WEST_SACRAMENTO])
def test_a_rounded_population_is_no_conflict(site):
    """It is the same number told less exactly."""
    assert [] == [each for each in da.conflicts() if (each.record, each.field) == (site, "population")]


def test_the_identifiers_of_sacramento():
    """From the registers, leading zeros kept."""
    site = da.sites[SACRAMENTO]

    assert ("0664000", "ocd-division/country:us/state:ca/place:sacramento", "CA", "city") == (
        site.geoid, site.ocd_id, site.state, site.kind,
    )  # fmt: skip


def test_the_partners_of_sacramento():
    """The two under "Key Partners"."""
    assert {"sacramento-police-department-ca", "sacramento-county-sheriffs-office-ca"} <= set(
        da.sites[SACRAMENTO].partners
    )


@pytest.mark.parametrize(
    ("tactic", "claim"),
    [
        ("reverse_stings", ("used", None)),
        ("reverse_stings", ("used", "2020-09/2020-11-15~")),
        ("web_stings", ("used", "2005/2007")),
        ("web_stings", ("used", "2021-12/2022-01")),
        ("auto_seizure", ("used", "2005/2007")),
        ("identity_disclosure", ("used", "2005/2007")),
        ("neighborhood_action", ("used", "2005/2007")),
        ("letters", ("used", "2011")),
        ("cameras", ("used", None)),
        ("john_school", ("studied", "2006")),
        ("john_school", ("not_used", None)),
    ],
)
def test_what_the_profile_says_of_sacramento(tactic, claim):
    """Its narrative and its headings; "more than 25 years ago" gives no year."""
    assert claim in stances(SACRAMENTO, tactic, PROFILE)


@pytest.mark.parametrize(
    "tactic",
    [
        "community_service",
        "employment_loss",
        "it_based_tactics",
        "license_suspension",
        "public_education",
        "soap_orders",
    ],
)
def test_what_the_profile_only_lists_of_sacramento(tactic):
    """Its menu names them, and says nothing."""
    site = da.sites[SACRAMENTO]

    assert (True, set()) == (tactic in site.listed_tactics, stances(SACRAMENTO, tactic, PROFILE))


def test_one_or_two_operations_a_year():
    """The rate is a part of the claim."""
    rates = [each.per_year for each in da.why(SACRAMENTO, "reverse_stings") if each.per_year]

    assert [(1, 2)] == [(rate.low, rate.high) for rate in rates]


def test_cameras_rest_on_a_heading():
    """In both cities, and in both with no time."""
    claims = [each for site in (SACRAMENTO, WEST_SACRAMENTO) for each in da.why(site, "cameras")]
    told = {(each.basis, each.when) for each in claims if each.evidence[0].source in (PROFILE, WEST_PROFILE)}

    assert {("heading", None)} == told


def test_the_menu_of_sacramento():
    """Fifteen, in its order, and no finding."""
    expected = (
        *("auto_seizure", "buyer_arrests", "cameras", "community_service", "employment_loss", "identity_disclosure"),
        *("it_based_tactics", "john_school", "letters", "license_suspension", "neighborhood_action"),
        *("public_education", "reverse_stings", "soap_orders", "web_stings"),
    )

    assert expected == da.sites[SACRAMENTO].listed_tactics


def test_the_operation_announced_in_january_2022():
    """55 arrests, of whom is not told; almost a month."""
    operation = da.operations["sacramento-web-operation-2022"]

    assert ({("arrest", "unknown", "55")}, "2021-12/2022-01", ("sacramento-ca",), True) == (
        counts(operation), operation.when.edtf, operation.sites, "web" in operation.methods,
    )  # fmt: skip


def test_other_communities_where_sacramento_helped():
    """Folsom and Roseville; of the third, a misprint, no site is made."""
    assert (True, True, [], []) == (
        da.sites["folsom-ca"].uses("reverse_stings"),
        da.sites["roseville-ca"].uses("reverse_stings"),
        [site.id for site in da.sites if site.name == "Rockville" and site.state == "CA"],
        [site.id for site in da.sites.where(state="CA").find("rocklin") if claims_from(site, PROFILE)],
    )


def claims_from(site, source):
    return [
        piece for use in site.tactic_uses for claim in use.claims for piece in claim.evidence if piece.source == source
    ]


# West Sacramento


def test_the_population_of_west_sacramento():
    """As its field has it."""
    assert 53637 == da.sites[WEST_SACRAMENTO].population


@pytest.mark.parametrize(
    ("tactic", "claim"),
    [
        ("reverse_stings", ("used", "1987/..")),
        ("buyer_arrests", ("used", "1988-12")),
        ("buyer_arrests", ("used", "2014-02")),
        ("web_stings", ("used", "2014-02")),
        ("identity_disclosure", ("used", "2014-02")),
        ("identity_disclosure", ("used", None)),
        ("neighborhood_action", ("used", "1984")),
        ("cameras", ("used", None)),
    ],
)
def test_what_the_profile_says_of_west_sacramento(tactic, claim):
    """Its narrative and its headings."""
    assert claim in stances(WEST_SACRAMENTO, tactic, WEST_PROFILE)


@pytest.mark.parametrize("tactic", ["letters", "cameras"])
def test_the_menu_of_west_sacramento(tactic):
    """Thirteen: it lacks letters and cameras, though a heading names cameras."""
    site = da.sites[WEST_SACRAMENTO]

    assert (13, False) == (len(site.listed_tactics), tactic in site.listed_tactics)


def test_the_operation_of_december_1988():
    """Over 200 arrests, of buyers and sellers together."""
    operation = da.operations["west-sacramento-operation-1988"]

    assert ({("arrest", "mixed", ">=201")}, "1988-12") == (counts(operation), operation.when.edtf)


def test_the_operation_of_february_2014():
    """At least three buyers."""
    operation = da.operations["west-sacramento-web-operation-2014"]

    assert ({("arrest", "buyers", ">=3")}, "2014-02") == (counts(operation), operation.when.edtf)


@pytest.mark.parametrize(
    ("when", "parties"),
    [
        ("1984", {"stop-west-sacramento"}),
        (
            "1996",
            {
                "sacramento-police-department-ca",
                "west-sacramento-police-department-ca",
                "sacramento-county-sheriffs-office-ca",
            },
        ),
        ("1987", set()),
    ],
)
def test_the_milestones_of_west_sacramento(when, parties):
    """A campaign, an agreement, the incorporation, on its time line."""
    dated = [
        each.id for each in da.timeline(WEST_SACRAMENTO) if each.what == "milestone" and each.when == da.When(when)
    ]

    assert any(parties == {each.party for each in da.milestones[id].participations} for id in dated)


def test_the_groups_of_west_sacramento():
    """The two that its profile names."""
    assert {"stop-west-sacramento", "operation-act-west-sacramento"} <= set(
        da.sites[WEST_SACRAMENTO].neighborhood_groups
    )


def test_the_prosecution_of_2020_is_no_operation():
    """It is context, and no person of it is described."""
    recent = da.operations_between("2020-04", "2021-11", site=WEST_SACRAMENTO)

    assert [] == [each.id for each in recent if {WEST_PROFILE} == {piece.source for piece in evidence_of(each)}]


def evidence_of(operation):
    return [piece for statement in operation.statements for piece in statement.evidence]


# Operation: Hot Spots


def test_hot_spots_2021():
    """October 2021, the fifth, on the street, in hotels, with decoy advertisements."""
    operation = da.operations["hot-spots-2021"]

    assert ("2021-10", 5, {"street", "hotel", "decoy_ads"}, ("sacramento-county-ca",), "hot-spots") == (
        operation.when.edtf, operation.edition, set(operation.methods), operation.sites, operation.series,
    )  # fmt: skip


def test_the_results_of_hot_spots_2021():
    """261 responses, 22 citations, 1 and 1 charged, 2 investigations, 2 arrests: six different things."""
    outcomes = da.operations["hot-spots-2021"].outcomes
    told = [(each.what, each.count.best) for each in outcomes]

    assert [
        ("ad_response", 261),
        ("citation", 22),
        ("charge", 1),
        ("charge", 1),
        ("investigation", 2),
        ("arrest", 2),
    ] == told


def test_the_offenses_of_hot_spots_2021():
    """The two charges are of different offenses, and the two arrests were for a firearm."""
    outcomes = da.operations["hot-spots-2021"].outcomes
    offenses = {each.what: [other.offense for other in outcomes if other.what == each.what] for each in outcomes}

    assert (2, True) == (len(set(offenses["charge"])), "firearm" in offenses["arrest"][0])


def test_the_agencies_of_hot_spots_2021():
    """Eight."""
    assert EIGHT_OF_2021 == set(da.agencies_for("hot-spots-2021").ids)


def test_the_office_of_the_district_attorney_led_hot_spots_2021():
    """It organized it; the others took part."""
    roles = {tie.party: tie.role for tie in da.ties("hot-spots-2021") if tie.party in EIGHT_OF_2021}

    assert ["sacramento-county-district-attorneys-office-ca"] == [each for each in roles if roles[each] == "organizer"]


def test_hot_spots_2020():
    """September to mid-November; the end is about the 15th."""
    when = da.operations["hot-spots-2020"].when

    assert ("2020-09/2020-11-15~", "2020-09-01", "2020-11-15", True) == (
        when.edtf, when.first_day.isoformat(), when.last_day.isoformat(), when.approximate,
    )  # fmt: skip


def test_the_results_of_hot_spots_2020():
    """46 arrests of buyers and traffickers together; one young person recovered."""
    assert {("arrest", "mixed", "46"), ("recovery", "victims", "1")} == counts(da.operations["hot-spots-2020"])


def test_the_agencies_of_hot_spots_2020():
    """The District Attorney and eight others."""
    assert NINE_OF_2020 == set(da.agencies_for("hot-spots-2020").ids)


def test_hot_spots_2019():
    """46 are more than twice as many: at most 22, which follows and is not said."""
    arrests = da.operations["hot-spots-2019"].outcomes[0]

    assert ("<=22", "derived", NEWS, "2019") == (
        arrests.count.to_text(), arrests.basis, arrests.evidence[0].source, da.operations["hot-spots-2019"].when.edtf,
    )  # fmt: skip


def test_the_series():
    """Held every year; 103 arrests over editions that are not named."""
    series = da.series["hot-spots"]

    assert ("annual", {("arrest", "mixed", "103")}, ("sacramento-together",)) == (
        series.cadence, counts(series), series.organizers,
    )  # fmt: skip


def test_the_agencies_of_the_series():
    """Nine of its own, which are not those of any one year."""
    own = {tie.party for tie in da.ties("hot-spots") if tie.of == "hot-spots"}

    assert (NINE_OF_THE_SERIES, False, False) == (
        own - {"sacramento-together"}, NINE_OF_THE_SERIES <= NINE_OF_2020, NINE_OF_THE_SERIES <= EIGHT_OF_2021,
    )  # fmt: skip


def test_the_agencies_for_the_series_are_those_of_its_editions_too():
    """The office that leads it, for one."""
    assert NINE_OF_THE_SERIES | NINE_OF_2020 | EIGHT_OF_2021 <= set(da.agencies_for("hot-spots").ids)


@pytest.mark.parametrize(("what", "of"), [*product(VOCABULARY["Counted"], VOCABULARY["CountedOf"])])
def test_46_22_and_103_never_meet_in_a_sum(what, of):
    """Whatever is added: arrests of one year, citations of another, and the arrests of several years told together."""
    of_the_series = ["hot-spots-2019", "hot-spots-2020", "hot-spots-2021"]
    total = da.total(of_the_series, what=what, of=of)
    expected = {("arrest", "mixed"): 46, ("citation", "buyers"): 22, ("ad_response", "buyers"): 261}

    assert expected.get((what, of), total.low) == total.low
    assert set() == {46 + 22, 46 + 103, 22 + 103, 46 + 22 + 103, 103} & {total.low, total.best}


def test_arrests_of_the_series_are_at_least_those_of_2020():
    """2019 sets no lower bound, and 2021 tells no arrests of buyers and traffickers together."""
    total = da.total(["hot-spots-2019", "hot-spots-2020", "hot-spots-2021"], what="arrest", of="mixed")

    assert (46, None, None) == (total.low, total.best, total.high)


def test_the_total_of_a_series_is_refused():
    """Its count spans editions, and which ones is not told."""
    with pytest.raises(da.InvalidTypeError, match="its counts span its editions"):
        da.total(da.series["hot-spots"], what="arrest", of="mixed")


@pytest.mark.parametrize(
    ("since", "until", "certain", "expected"),
    [
        ("2021-10-10", "2021-10-12", False, True),
        ("2021-10-10", "2021-10-12", True, False),
        ("2021-10", "2021-10", True, True),
        ("2021-11", None, False, False),
    ],
)
def test_when_hot_spots_2021_took_place(since, until, certain, expected):
    """Some time in October 2021: possibly, but not certainly, on 10 to 12 October."""
    found = da.operations_between(since, until, certain=certain, series="hot-spots")

    assert expected == ("hot-spots-2021" in found)


@pytest.mark.parametrize(
    ("since", "until", "certain", "expected"),
    [
        ("2020-10-01", "2020-10-31", True, True),
        ("2020-09-30", "2020-09-30", True, True),
        ("2020-09-15", "2020-09-15", True, False),
        ("2020-09-15", "2020-09-15", False, True),
        ("2020-11-15", "2020-11-15", True, True),
        ("2020-11-16", "2020-12-31", False, False),
    ],
)
def test_when_hot_spots_2020_took_place(since, until, certain, expected):
    """It began in September, on a day that is not told, and went on to the middle of November."""
    found = da.operations_between(since, until, certain=certain, series="hot-spots")

    assert expected == ("hot-spots-2020" in found)


def test_operations_of_the_county_from_october_2020_to_the_end_of_2021():
    """Two editions, by their start."""
    found = da.operations_between("2020-10", "2021-12-31", site=COUNTY, series="hot-spots")

    assert ("hot-spots-2020", "hot-spots-2021") == found.ids


# The signature questions


def test_the_john_school_of_sacramento_is_not_used():
    """Studied in 2006, not set up: denied, which is more than not known."""
    assert ("not_used", False) == (
        da.sites[SACRAMENTO].use_of("john_school").standing,
        da.sites[SACRAMENTO].uses("john_school"),
    )


def test_the_john_school_of_west_sacramento_is_unknown():
    """Its page lists one, as every page does; nothing says that there is one, or none."""
    assert ("unknown", ()) == (
        da.sites[WEST_SACRAMENTO].use_of("john_school").standing,
        da.why(WEST_SACRAMENTO, "john_school"),
    )


@pytest.mark.parametrize("site", [SACRAMENTO, WEST_SACRAMENTO])
def test_neither_city_answers_to_john_school(site):
    """Ever used: neither."""
    assert site not in da.sites_using("john_school")


@pytest.mark.parametrize(
    ("standing", "site", "expected"),
    [
        ("not_used", SACRAMENTO, True),
        ("not_used", WEST_SACRAMENTO, False),
        ("unknown", SACRAMENTO, False),
        ("unknown", WEST_SACRAMENTO, True),
        (("not_used", "considered"), SACRAMENTO, True),
    ],
)
def test_sites_by_the_standing_of_their_john_school(standing, site, expected):
    """Where it is denied, and where nothing is known."""
    assert expected == (site in da.sites_using("john_school", standing=standing))


@pytest.mark.parametrize("site", [SACRAMENTO, WEST_SACRAMENTO])
def test_both_cities_answer_to_cameras(site):
    """By headings alone, also where the menu does not list them."""
    assert site in da.sites_using("cameras", state="CA")


@pytest.mark.parametrize(
    ("tactic", "site", "window", "expected"),
    [
        ("letters", SACRAMENTO, {}, True),
        ("letters", WEST_SACRAMENTO, {}, False),
        ("letters", SACRAMENTO, {"since": "2011", "until": "2011"}, True),
        ("letters", SACRAMENTO, {"since": "2012"}, False),
        ("web_stings", WEST_SACRAMENTO, {"since": "2010", "until": "2020"}, True),
        ("web_stings", SACRAMENTO, {"since": "2010", "until": "2020"}, False),
        ("web_stings", SACRAMENTO, {"since": "2021"}, True),
        ("cameras", SACRAMENTO, {"since": "2000"}, False),
        ("cameras", SACRAMENTO, {"since": "2000", "undated": True}, True),
        ("reverse_stings", WEST_SACRAMENTO, {"since": "2020"}, True),
        ("reverse_stings", WEST_SACRAMENTO, {"until": "1986"}, False),
        ("soap_orders", COUNTY, {}, False),
        ("soap_orders", COUNTY, {"standing": "considered"}, True),
    ],
)
def test_which_city_used_what_and_when(tactic, site, window, expected):
    """Letters in 2011; web stings of 2005 to 2007, 2014 and 2022; cameras at no time told; stings since 1987."""
    assert expected == (site in da.sites_using(tactic, state="CA", **window))


def test_the_county_of_sacramento_is_not_its_city():
    """Each has its own record."""
    assert ("city", "county") == (da.sites[SACRAMENTO].kind, da.sites[COUNTY].kind)


@pytest.mark.parametrize("name", ["Sacramento, CA", "sacramento", "SACRAMENTO"])
def test_sacramento_by_name(name):
    """Neither the county, nor West Sacramento."""
    assert SACRAMENTO in {site.id for site in da.sites.where(state="CA").find(name)[:1]}


# Who, besides


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("FBI", "fbi"), ("Federal Bureau of Investigation", "fbi"), ("SCSD", "sacramento-county-sheriffs-office-ca")],
)
def test_agencies_by_other_names(asked, expected):
    """As the documents print them."""
    assert expected in {agency.id for agency in da.agencies.find(asked)}


def test_the_operations_of_the_fbi():
    """Two editions."""
    assert {"hot-spots-2020", "hot-spots-2021"} <= set(da.operations_of("fbi").ids)


@pytest.mark.parametrize("agency", ["rancho-cordova-police-department-ca", "elk-grove-police-department-ca"])
def test_forces_of_2020_that_are_not_told_for_2021(agency):
    """Lists differ from year to year."""
    assert (True, False) == ("hot-spots-2020" in da.operations_of(agency), "hot-spots-2021" in da.operations_of(agency))


def test_the_coalition():
    """Since 2015, with more than 30 members, brought together by the office of the District Attorney."""
    coalition = da.organizations["sacramento-together"]

    assert ("coalition", "2015", ">=31", {"sacramento-county-district-attorneys-office-ca"}) == (
        coalition.kind,
        coalition.founded.edtf,
        coalition.member_count.to_text(),
        {each.party for each in coalition.participations if each.role == "organizer"},
    )


def test_reset_court_is_a_program_for_sellers():
    """It is no tactic against demand; a nonprofit gives its services."""
    court = da.programs["reset-court-ca"]

    assert ("diversion_court", ("sellers",), {("cash-ca", "provider")}) == (
        court.kind, court.serves, {(each.party, each.role) for each in court.participations},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "serves"),
    [
        ("hotline", "public"),
        ("training", "law_enforcement"),
        ("podcast", "public"),
        ("website", "public"),
        ("speakers", "public"),
    ],
)
def test_the_programs_of_the_releases(kind, serves):
    """Hotline, training videos, podcast, website, speakers."""
    told = [
        each
        for each in da.programs.where(kind=kind)
        if {piece.source for statement in each.statements for piece in statement.evidence}
        & {RELEASE_2021, RELEASE_JANUARY}
    ]

    assert [(serves,)] == [each.serves for each in told]


def test_the_number_of_the_hotline():
    """As printed."""
    assert "1-888-373-7888" == da.programs["national-human-trafficking-hotline"].phone


def test_the_penalty():
    """Up to 180 days, and two conditions."""
    penalty = da.penalties["soliciting-sacramento-county-ca"]

    assert (180, 2) == (penalty.max_jail_days, len(penalty.conditions))


@pytest.mark.parametrize(
    ("source", "kind", "known_from"),
    [
        (NEWS, "news", "2020-11-16"),
        (RELEASE_JANUARY, "government", "2021-01-31"),
        (RELEASE_2021, "government", "2021-11-30"),
    ],
)
def test_from_when_the_documents_were_known(source, kind, known_from):
    """The last day of their publication."""
    found = da.sources[source]

    assert (kind, known_from, "whole") == (found.publisher_kind, found.known_from.isoformat(), found.extent)


@pytest.mark.parametrize("source", [PROFILE, WEST_PROFILE])
def test_undated_profiles_are_known_from_their_retrieval(source):
    """They print no date."""
    found = da.sources[source]

    assert (None, found.retrieved) == (found.published, found.known_from)


def test_the_profile_of_sacramento_repeats_the_news():
    """What both tell of 2020 is told once."""
    assert NEWS in da.sources[PROFILE].repeats


@pytest.mark.parametrize("site", [SACRAMENTO, WEST_SACRAMENTO])
def test_the_coverage_of_both_cities(site):
    """Their pages were read whole."""
    assert "whole" == da.coverage()[site].extent


def test_why_an_answer_is_what_it_is():
    """From an answer to the place in the source in one step."""
    claim = da.sites_using("letters", state="CA")[SACRAMENTO].use_of("letters").claims[0]

    assert (PROFILE, "2011") == (claim.evidence[0].source, claim.when.edtf)
