"""Dates that are none or cannot be, and ids that lead nowhere.

A table: the fault that is planted in the valid seeds (file, what stands there, what is put instead), and every problem
that has to be told.
"""
# ruff: noqa: E501 - a message is told whole

import pytest
from seed_folder import OPERATION, SITE, SOURCE, plant

FAULTS = {
    # dates
    "bad time": (
        [(OPERATION, 'when = "2021-10"', 'when = "2021-13"')],
        [
            "operations/lantern-2021.toml:7: told[0].when: cannot read '2021-13' as a date: there is no month 13; write it like one of these: 2021, 2021-10, 2021-10-05, 198X (a decade), 2021-21 to 2021-24 (spring to winter), 2005/2007, 1987/.., ../1995; ~, ? or % may follow a date"
        ],
    ),
    "bad day": (
        [(SOURCE, 'retrieved = "2022-11-21"', 'retrieved = "2022-11-31"')],
        [
            "sources/release.toml:5: retrieved: '2022-11-31' is no day (day is out of range for month); write it like 2021-10-05"
        ],
    ),
    "day in another form": (
        [(SOURCE, 'retrieved = "2022-11-21"', 'retrieved = "20221121"')],
        ["sources/release.toml:5: retrieved: '20221121' is not written as a day; write it like 2022-11-21"],
    ),
    "event after its source": (
        [(OPERATION, 'when = "2021-10"', 'when = "2022-01"')],
        [
            "operations/lantern-2021.toml:7: told[0].when: 2022-01 is later than 'release' was published (2021-12-03); mend one of the dates"
        ],
    ),
    "claim after one of its sources": (
        [(SITE, 'when = "2011"', 'when = "2022-07-01"')],
        [
            "sites/ca/folsom-ca.toml:26: claims[0].when: 2022-07-01 is later than 'profile' was published (2022-06-30); mend one of the dates"
        ],
    ),
    "period that ends after its source": (
        [(OPERATION, 'when = "2021-10"', 'when = "2021-10/2022-02"')],
        [
            "operations/lantern-2021.toml:7: told[0].when: 2021-10/2022-02 is later than 'release' was published (2021-12-03); mend one of the dates"
        ],
    ),
    "announced after its source": (
        [(OPERATION, 'when = "2021-10"', 'announced = "2022"')],
        [
            "operations/lantern-2021.toml:7: told[0].announced: 2022 is later than 'release' was published (2021-12-03); mend one of the dates"
        ],
    ),
    "founded after its source": (
        [("organizations/lamp-coalition.toml", '"2015"', '"2022"')],
        [
            "organizations/lamp-coalition.toml:6: told[0].founded: 2022 is later than 'release' was published (2021-12-03); mend one of the dates"
        ],
    ),
    "published after it was retrieved": (
        [(SOURCE, '"2021-12-03"', '"2022-12-03"')],
        [
            "sources/release.toml:4: published: 2022-12-03 is later than the day of retrieval, 2022-11-21; mend one of the dates"
        ],
    ),
    # references
    "dangling site": (
        [(OPERATION, 'sites = ["folsom-ca"]', 'sites = ["folsum-ca"]')],
        ["operations/lantern-2021.toml:8: told[0].sites[0]: there is no site 'folsum-ca'; did you mean 'folsom-ca'?"],
    ),
    "dangling party": (
        [(SITE, 'parties = ["folsom-police-department-ca"]', 'parties = ["zzz"]')],
        [
            "sites/ca/folsom-ca.toml:35: participations[0].parties[0]: there is no agency or organization 'zzz'; add a seed for it under agencies/"
        ],
    ),
    "dangling series": (
        [(OPERATION, 'series = "lantern"', 'series = "lanterns"')],
        ["operations/lantern-2021.toml:5: told[0].series: there is no series 'lanterns'; did you mean 'lantern'?"],
    ),
    "dangling program": (
        [("milestones/agreement-2015.toml", '"lamp-class"', '"lamp-clas"')],
        [
            "milestones/agreement-2015.toml:7: told[0].programs[0]: there is no program 'lamp-clas'; did you mean 'lamp-class'?"
        ],
    ),
    "dangling menu": (
        [("sources/profile.toml", '"list-2020"', '"list-2021"')],
        ["sources/profile.toml:8: menu: there is no menu 'list-2021'; did you mean 'list-2020'?"],
    ),
    "dangling repeats": (
        [(SOURCE, "extent", 'repeats = ["profil"]\nextent')],
        ["sources/release.toml:7: repeats[0]: there is no source 'profil'; did you mean 'profile'?"],
    ),
    "dangling whole": (
        [(OPERATION, 'series = "lantern"', 'part_of = "lantern-2022"')],
        [
            "operations/lantern-2021.toml:5: told[0].part_of: there is no operation 'lantern-2022'; did you mean 'lantern-2021'?"
        ],
    ),
    "dangling server": (
        [(SITE, 'stance = "used"', 'stance = "used"\nserved_by = "sacramento-ca"')],
        [
            "sites/ca/folsom-ca.toml:26: claims[0].served_by: there is no site 'sacramento-ca'; add a seed for it under sites/"
        ],
    ),
    "dangling successor": (
        [("retired/folsom-city-ca.toml", '"folsom-ca"', '"folsom"')],
        ["retired/folsom-city-ca.toml:1: successor: there is no record 'folsom'; did you mean 'folsom-ca'?"],
    ),
    "series where a site is wanted": (
        [(OPERATION, 'sites = ["folsom-ca"]', 'sites = ["lantern"]')],
        [
            "operations/lantern-2021.toml:8: told[0].sites[0]: there is no site 'lantern'; that is the id of another kind, series"
        ],
    ),
}


@pytest.mark.parametrize(("plants", "expected"), FAULTS.values(), ids=FAULTS)
def test_fault_is_told_with_its_place_and_remedy(seeds, plants, expected):
    """Each planted fault gives exactly its own problem: file, line, key path, what is wrong; what to do."""
    plant(seeds, plants)

    assert expected == seeds.problems()
