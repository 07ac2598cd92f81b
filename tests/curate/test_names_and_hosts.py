"""No private person's name slips in, no machine-written page is a source, no label is given twice.

A table: the fault that is planted in the valid seeds (file, what stands there, what is put instead), and every problem
that has to be told.
"""
# ruff: noqa: E501 - a message is told whole

import pytest
from seed_folder import NOBODY, SITE, SOURCE, plant

FAULTS = {
    # names
    "name in a note": (
        [(SOURCE, "Read in part.", "Seen by Jane Doe.")],
        ["sources/release.toml:8: note: 'Jane Doe'" + NOBODY],
    ),
    "name in the title of a source": (
        [(SOURCE, "What came of it in 2021", "Jane Doe")],
        ["sources/release.toml:1: title: 'Jane Doe'" + NOBODY],
    ),
    "name in a url": (
        [(SOURCE, "/2021", "/Jane-Doe")],
        ["sources/release.toml:6: url: 'Jane Doe'" + NOBODY],
    ),
    "name in a publisher": (
        [("sources/profile.toml", '"Example Times"', '"Jane Doe"')],
        ["sources/profile.toml:2: publisher: 'Jane Doe'" + NOBODY],
    ),
    "name of an organization": (
        [("organizations/lamp-coalition.toml", '"Lamp Coalition"', '"Jane Doe"')],
        ["organizations/lamp-coalition.toml:4: told[0].name: 'Jane Doe'" + NOBODY],
    ),
    "name in a locator": (
        [(SITE, "row 0624638", "row Jane Doe")],
        ["sites/ca/folsom-ca.toml:12: told[1].locator: 'Jane Doe'" + NOBODY],
    ),
    "name in a comment": (
        [(SITE, "# Folsom, California.", "# Told by Jane Q. Doe, of Folsom.")],
        ["sites/ca/folsom-ca.toml:1: in a comment: 'Jane Q Doe'" + NOBODY],
    ),
    "name in a comment behind a value": (
        [(SITE, 'state = "CA"', 'state = "CA" # as "Jane Doe" said')],
        ["sites/ca/folsom-ca.toml:6: in a comment: 'Jane Doe'" + NOBODY],
    ),
    "name without a space in a url": (
        [(SOURCE, "/2021", "/seen-by-JaneDoe.html")],
        ["sources/release.toml:6: url: 'Jane Doe'" + NOBODY],
    ),
    "name of two aliases of other records": (
        [
            ("organizations/lamp-coalition.toml", '"Lamp Coalition"', '"Lamp Coalition"\naliases = ["Jane"]'),
            ("programs/lamp-class.toml", '"Lamp Class"', '"Lamp Class"\naliases = ["Doe"]'),
            (SOURCE, "Read in part.", "Seen by Jane Doe."),
        ],
        ["sources/release.toml:8: note: 'Jane Doe'" + NOBODY],
    ),
    "name in two titles": (
        [(SOURCE, "What came of it in 2021", "Jane Doe"), ("milestones/agreement-2015.toml", "Two forces", "Jane Doe")],
        [
            "milestones/agreement-2015.toml:4: told[0].title: 'Jane Doe'" + NOBODY,
            "sources/release.toml:1: title: 'Jane Doe'" + NOBODY,
        ],
    ),
    "name that two records share": (
        [
            ("organizations/lamp-coalition.toml", '"Lamp Coalition"', '"Jane Doe"'),
            ("programs/lamp-class.toml", '"Lamp Class"', '"Jane Doe"'),
        ],
        [
            "organizations/lamp-coalition.toml:4: told[0].name: 'Jane Doe'" + NOBODY,
            "programs/lamp-class.toml:4: told[0].name: 'Jane Doe'" + NOBODY,
        ],
    ),
    "name with a nickname": (
        [(SOURCE, "Read in part.", "Seen by Jane 'Jay' Doe.")],
        ["sources/release.toml:8: note: 'Jane Jay Doe'" + NOBODY],
    ),
    "name after a sentence": (
        [(SOURCE, "Read in part.", "Read in Folsom. The Jane Doe of the page.")],
        ["sources/release.toml:8: note: 'The Jane Doe'" + NOBODY],
    ),
    # hosts and labels
    "source at a blocked host": (
        [(SOURCE, "https://release.example.com", "https://www.Machine-Written.example.com")],
        [
            "sources/release.toml:6: url: 'Machine Written'" + NOBODY,
            "sources/release.toml:6: url: pages of machine-written.example.com are machine-written and never a source; remove it",
        ],
    ),
    "source at a copy of a blocked host": (
        [(SOURCE, "https://release.example.com", "https://archive.example.com/http://machine-written.example.com:80")],
        [
            "sources/release.toml:6: url: pages of machine-written.example.com are machine-written and never a source; remove it"
        ],
    ),
    "alias of two tactics": (
        [
            ("tactics/letters.toml", "Dear John letters", "Cameras"),
            (
                "tactics/cameras.toml",
                "",
                '[[told]]\nsource = "profile"\nlocator = "L1"\nlabel = "Cameras"\ndefinition = "Cameras watch."\n',
            ),
        ],
        ["tactics/letters.toml:5: told[0].aliases[0]: 'Cameras' is a name of 'cameras' too; leave it to one of them"],
    ),
}


@pytest.mark.parametrize(("plants", "expected"), FAULTS.values(), ids=FAULTS)
def test_fault_is_told_with_its_place_and_remedy(seeds, plants, expected):
    """Each planted fault gives exactly its own problem: file, line, key path, what is wrong; what to do."""
    plant(seeds, plants)

    assert expected == seeds.problems()
