"""Keys that do not exist, values of a wrong type, terms outside a vocabulary: each is told with its place and remedy.

A table: the fault that is planted in the valid seeds (file, what stands there, what is put instead), and every problem
that has to be told.
"""
# ruff: noqa: E501 - a message is told whole

import pytest
from seed_folder import NOBODY, OPERATION, SERIES, SITE, SOURCE, plant

FAULTS = {
    # unknown keys
    "unknown key in a told table": (
        [(SITE, "population =", "populaton =")],
        ["sites/ca/folsom-ca.toml:8: told[0].populaton: unknown key; did you mean 'population'?"],
    ),
    "unknown key in a claim": (
        [(SITE, "stance =", "stanze =")],
        [
            "sites/ca/folsom-ca.toml:23: claims[0]: 'stance' is missing; add it",
            "sites/ca/folsom-ca.toml:25: claims[0].stanze: unknown key; did you mean 'stance'?",
        ],
    ),
    "unknown key in further evidence": (
        [(SITE, 'note = "A heading."', 'notes = "A heading."')],
        ["sites/ca/folsom-ca.toml:30: claims[0].also[0].notes: unknown key; did you mean 'note'?"],
    ),
    "unknown table": (
        [(SITE, "[[claims]]", "[[claim]]")],
        ["sites/ca/folsom-ca.toml:23: claim: unknown key; did you mean 'claims'?"],
    ),
    "table of another kind": (
        [(OPERATION, "[[outcomes]]", "[[claims]]")],
        [
            "operations/lantern-2021.toml:17: claims: unknown key; remove it or use one of told, outcomes, participations"
        ],
    ),
    "unknown key in a source": (
        [(SOURCE, "extent =", "extend =")],
        ["sources/release.toml:7: extend: unknown key; did you mean 'extent'?"],
    ),
    "told table in a source": (
        [(SOURCE, 'note = "Read in part."', '[[told]]\nnote = "Read in part."')],
        [
            "sources/release.toml:8: told: unknown key; remove it or use one of extent, license, menu, note, published, publisher, publisher_kind, repeats, retrieved, sha256, title, url"
        ],
    ),
    "unknown key with a quoted name": (
        [(SITE, "population =", '"a." =')],
        [
            "sites/ca/folsom-ca.toml:2: told[0].a.: unknown key; remove it or use one of basis, county, geoid, kind, latitude, listed_tactics, locator, longitude, name, note, ocd_id, passage_sha256, population, readings, source, state"
        ],
    ),
    "unknown key with an empty name": (
        [(SITE, "population =", '"" =')],
        [
            "sites/ca/folsom-ca.toml:2: told[0].: unknown key; remove it or use one of basis, county, geoid, kind, latitude, listed_tactics, locator, longitude, name, note, ocd_id, passage_sha256, population, readings, source, state"
        ],
    ),
    "unknown key with control characters": (
        [(SITE, "population =", '"a\\u001b[2J" =')],
        [
            "sites/ca/folsom-ca.toml:2: told[0].a\\x1b[2J: unknown key; remove it or use one of basis, county, geoid, kind, latitude, listed_tactics, locator, longitude, name, note, ocd_id, passage_sha256, population, readings, source, state"
        ],
    ),
    # wrong types
    "text for a number": (
        [(SITE, "population = 72203", 'population = "72203"')],
        ["sites/ca/folsom-ca.toml:8: told[0].population: '72203' is text, not a whole number; mend the value"],
    ),
    "number for text": (
        [(SITE, 'name = "Folsom"', "name = 1")],
        [
            "agencies/ca/folsom-police-department-ca.toml:4: told[0].name: 'Folsom Police Department'" + NOBODY,
            "sites/ca/folsom-ca.toml:5: told[0].name: 1 is a whole number, not text; mend the value",
        ],
    ),
    "text for readings": (
        [(SITE, "population", 'readings = "1"\npopulation')],
        ["sites/ca/folsom-ca.toml:8: told[0].readings: '1' is text, not a whole number; mend the value"],
    ),
    "truth for a number": (
        [(SITE, "population = 72203", "population = true")],
        ["sites/ca/folsom-ca.toml:8: told[0].population: True is true or false, not a whole number; mend the value"],
    ),
    "whole number for coordinates": (
        [(SITE, "latitude = 38.67", "latitude = 38")],
        [
            "sites/ca/folsom-ca.toml:15: told[1].latitude: 38 is a whole number, not a number with a point; mend the value"
        ],
    ),
    "fraction for a count": (
        [(OPERATION, "count = 22", "count = 1.5")],
        [
            "operations/lantern-2021.toml:21: outcomes[0].count: cannot read 1.5 as a count: it is not text; write it like '46' or '>=3'"
        ],
    ),
    "count in words": (
        [(OPERATION, "count = 22", 'count = "twenty"')],
        [
            "operations/lantern-2021.toml:21: outcomes[0].count: cannot read 'twenty' as a count: it is in no accepted form; write it like 46, >=3, >200, <=22, <23, ~30, 20..30, 2000.., 20..25..30 or 20..25.., in plain digits"
        ],
    ),
    "date of TOML for a time": (
        [(OPERATION, 'when = "2021-10"', "when = 2021-10-05")],
        ["operations/lantern-2021.toml:7: told[0].when: is a date of TOML, not text; write it in quotes: '2021-10-05'"],
    ),
    "date of TOML for a day": (
        [(SOURCE, 'retrieved = "2022-11-21"', "retrieved = 2022-11-21")],
        ["sources/release.toml:5: retrieved: is a date of TOML, not text; write it in quotes: '2022-11-21'"],
    ),
    "number among ids": (
        [(OPERATION, 'sites = ["folsom-ca"]', 'sites = ["folsom-ca", 1, 2]')],
        [
            "operations/lantern-2021.toml:8: told[0].sites[1]: 1 is a whole number, not text; mend the value",
            "operations/lantern-2021.toml:8: told[0].sites[2]: 2 is a whole number, not text; mend the value",
        ],
    ),
    "text for a list": (
        [(OPERATION, 'sites = ["folsom-ca"]', 'sites = "folsom-ca"')],
        ["operations/lantern-2021.toml:8: told[0].sites: 'folsom-ca' is text, not a list; mend the value"],
    ),
    "table for an array of tables": (
        [(SERIES, "[[told]]", "[told]")],
        ["series/lantern.toml:1: told: is no array of tables; write [[told]]"],
    ),
    "list for a table of further evidence": (
        [(SITE, "also = [", "also = [ 1,")],
        [
            'sites/ca/folsom-ca.toml:30: claims[0].also: is no list of tables; write [{ source = "...", locator = "..." }]'
        ],
    ),
    # vocabulary
    "term not in the vocabulary": (
        [(SITE, 'stance = "used"', 'stance = "use"')],
        ["sites/ca/folsom-ca.toml:25: claims[0].stance: 'use' is not in the vocabulary; did you mean 'used'?"],
    ),
    "term nothing is like": (
        [(SITE, 'kind = "city"', 'kind = "zzz"')],
        [
            "sites/ca/folsom-ca.toml:7: told[0].kind: 'zzz' is not in the vocabulary; give one of cdp, city, county, neighborhood, town, township"
        ],
    ),
    "tactic that does not exist": (
        [(SITE, 'tactic = "letters"', 'tactic = "leters"')],
        ["sites/ca/folsom-ca.toml:24: claims[0].tactic: 'leters' is not in the vocabulary; did you mean 'letters'?"],
    ),
    "term in a list": (
        [(OPERATION, 'methods = ["street"]', 'methods = ["street", "stret"]')],
        [
            "operations/lantern-2021.toml:9: told[0].methods[1]: 'stret' is not in the vocabulary; did you mean 'street'?"
        ],
    ),
}


@pytest.mark.parametrize(("plants", "expected"), FAULTS.values(), ids=FAULTS)
def test_fault_is_told_with_its_place_and_remedy(seeds, plants, expected):
    """Each planted fault gives exactly its own problem: file, line, key path, what is wrong; what to do."""
    plant(seeds, plants)

    assert expected == seeds.problems()
