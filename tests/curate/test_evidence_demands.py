"""What evidence has to be: there, known, more than a menu, checkable.

A table: the fault that is planted in the valid seeds (file, what stands there, what is put instead), and every problem
that has to be told.
"""
# ruff: noqa: E501 - a message is told whole

import pytest
from seed_folder import OPERATION, SERIES, SITE, SOURCE, plant

FAULTS = {
    # evidence
    "value without evidence": (
        [(SERIES, 'source = "release"\nlocator = "L1"\n', "")],
        [
            "series/lantern.toml:1: told[0]: a value without evidence: source and locator missing; say which source tells it and where in it"
        ],
    ),
    "value without a place": (
        [(SERIES, 'locator = "L1"\n', "")],
        [
            "series/lantern.toml:1: told[0]: a value without evidence: locator missing; say which source tells it and where in it"
        ],
    ),
    "claim without evidence": (
        [(SITE, 'source = "profile"\nlocator = "L8"\n', "")],
        [
            "sites/ca/folsom-ca.toml:23: claims[0]: a value without evidence: source and locator missing; say which source tells it and where in it"
        ],
    ),
    "further evidence without a source": (
        [(SITE, '{ source = "profile", locator = "key sources: letters L12"', '{ locator = "L12"')],
        [
            "sites/ca/folsom-ca.toml:30: claims[0].also[0]: a value without evidence: source missing; say which source tells it and where in it"
        ],
    ),
    "unknown source": (
        [(SITE, 'source = "gazetteer"', 'source = "gazeteer"')],
        ["sites/ca/folsom-ca.toml:11: told[1].source: there is no source 'gazeteer'; did you mean 'gazetteer'?"],
    ),
    "claim on a menu": (
        [
            (
                SITE,
                'locator = "L8"\nalso = [\n    { source = "profile", locator = "key sources: letters L12", note = "A heading." },\n]',
                'locator = "list"',
            )
        ],
        [
            "sites/ca/folsom-ca.toml:23: claims[0]: a claim that rests on a menu only: the list is printed for every place; cite the narrative instead"
        ],
    ),
    "claim on a line of the menu": (
        [
            (
                SITE,
                'locator = "L8"\nalso = [\n    { source = "profile", locator = "key sources: letters L12", note = "A heading." },\n]',
                'locator = "L4"\nalso = [{ source = "profile", locator = "list L5" }]',
            )
        ],
        [
            "sites/ca/folsom-ca.toml:23: claims[0]: a claim that rests on a menu only: the list is printed for every place; cite the narrative instead"
        ],
    ),
    "listed tactics without a menu": (
        [("sources/profile.toml", 'menu = "list-2020"\n', "")],
        ["sites/ca/folsom-ca.toml:21: told[2].listed_tactics: the source 'profile' names no menu; add menu = to it"],
    ),
    "three readings": (
        [(SITE, "population", "readings = 3\npopulation")],
        ["sites/ca/folsom-ca.toml:8: told[0].readings: 3 readings; give 1 or 2"],
    ),
    "told table that tells nothing": (
        [
            (
                SERIES,
                'name = "Operation Lantern"',
                '[[told]]\nsource = "release"\nlocator = "L3"\nname = "Operation Lantern"',
            )
        ],
        ["series/lantern.toml:1: told[0]: tells no field; add one, or remove the table"],
    ),
    "required value not told": (
        [(SITE, 'kind = "city"\n', "")],
        ["sites/ca/folsom-ca.toml: no [[told]] table gives 'kind'; add it with its evidence"],
    ),
    "source without a title": (
        [(SOURCE, 'title = "What came of it in 2021"\n', "")],
        ["sources/release.toml: a source needs 'title'; add it"],
    ),
    "claim without a tactic": (
        [(SITE, 'tactic = "letters"\n', "")],
        ["sites/ca/folsom-ca.toml:23: claims[0]: 'tactic' is missing; add it"],
    ),
    "outcome without a count": (
        [(OPERATION, "count = 22\n", "")],
        ["operations/lantern-2021.toml:17: outcomes[0]: 'count' is missing; add it"],
    ),
}


@pytest.mark.parametrize(("plants", "expected"), FAULTS.values(), ids=FAULTS)
def test_fault_is_told_with_its_place_and_remedy(seeds, plants, expected):
    """Each planted fault gives exactly its own problem: file, line, key path, what is wrong; what to do."""
    plant(seeds, plants)

    assert expected == seeds.problems()
