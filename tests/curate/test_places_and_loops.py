"""What a place has to be, and parts that would be their own whole.

A table: the fault that is planted in the valid seeds (file, what stands there, what is put instead), and every problem
that has to be told.
"""
# ruff: noqa: E501 - a message is told whole

import pytest
from seed_folder import OPERATION, SITE, SOURCE, plant

WHOLE = """[[told]]
source = "release"
locator = "L6"
name = "Operation Lantern 2019"
part_of = "lantern-2020"
"""

FAULTS = {
    # places
    "state that does not exist": (
        [(SITE, 'state = "CA"', 'state = "Californa"')],
        ["sites/ca/folsom-ca.toml:6: told[0].state: there is no state 'Californa'; write its two-letter USPS code"],
    ),
    "state in lower case": (
        [(SITE, 'state = "CA"', 'state = "ca"')],
        ["sites/ca/folsom-ca.toml:6: told[0].state: there is no state 'ca'; did you mean 'CA'?"],
    ),
    "state of another folder": (
        [(SITE, 'state = "CA"', 'state = "NV"')],
        [
            "sites/ca/folsom-ca.toml: a site of NV is kept as sites/nv/NAME-nv.toml; move it",
            "sites/ca/folsom-ca.toml:13: told[1].geoid: '0624638' does not fit NV: a GEOID there is digits that begin with 32; mend it",
            "sites/ca/folsom-ca.toml:14: told[1].ocd_id: 'ocd-division/country:us/state:ca/place:folsom' is no OCD division id of NV; copy it from the register",
            "sites/ca/folsom-ca.toml:16: told[1].longitude: -121.15 is outside NV, which lies between -120.1 and -114.0; mend it",
        ],
    ),
    "latitude outside the state": (
        [(SITE, "38.67", "48.67")],
        [
            "sites/ca/folsom-ca.toml:15: told[1].latitude: 48.67 is outside CA, which lies between 32.4 and 42.1; mend it"
        ],
    ),
    "longitude outside the state": (
        [(SITE, "-121.15", "121.15")],
        [
            "sites/ca/folsom-ca.toml:16: told[1].longitude: 121.15 is outside CA, which lies between -124.6 and -114.1; mend it"
        ],
    ),
    "geoid of another state": (
        [(SITE, 'geoid = "0624638"', 'geoid = "3224638"')],
        [
            "sites/ca/folsom-ca.toml:13: told[1].geoid: '3224638' does not fit CA: a GEOID there is digits that begin with 06; mend it"
        ],
    ),
    "geoid that is no number": (
        [(SITE, 'geoid = "0624638"', 'geoid = "06-24638"')],
        [
            "sites/ca/folsom-ca.toml:13: told[1].geoid: '06-24638' does not fit CA: a GEOID there is digits that begin with 06; mend it"
        ],
    ),
    "geoid of another kind": (
        [(SITE, 'kind = "city"', 'kind = "county"')],
        ["sites/ca/folsom-ca.toml:13: told[1].geoid: '0624638' has 7 digits; that of a county has 5, mend it"],
    ),
    "division of another state": (
        [(SITE, "state:ca", "state:nv")],
        [
            "sites/ca/folsom-ca.toml:14: told[1].ocd_id: 'ocd-division/country:us/state:nv/place:folsom' is no OCD division id of CA; copy it from the register"
        ],
    ),
    "rival geoid": (
        [(SITE, "latitude = 38.67", 'latitude = 38.67\n\n[[told]]\nsource = "release"\nlocator = "L1"\ngeoid = "32"')],
        [
            "sites/ca/folsom-ca.toml:20: told[2].geoid: '32' does not fit CA: a GEOID there is digits that begin with 06; mend it"
        ],
    ),
    # loops
    "operation that is a part of itself": (
        [(OPERATION, 'series = "lantern"', 'part_of = "lantern-2021"')],
        [
            "operations/lantern-2021.toml:5: told[0].part_of: 'lantern-2021' is a part of itself, in the end; break the loop"
        ],
    ),
    "operations that are parts of each other": (
        [
            (OPERATION, 'series = "lantern"', 'part_of = "lantern-2020"'),
            ("operations/lantern-2020.toml", "when =", 'part_of = "lantern-2021"\nwhen ='),
        ],
        [
            "operations/lantern-2020.toml:5: told[0].part_of: 'lantern-2020' is a part of itself, in the end; break the loop",
            "operations/lantern-2021.toml:5: told[0].part_of: 'lantern-2021' is a part of itself, in the end; break the loop",
        ],
    ),
    "operation that leads into a loop": (
        [
            (OPERATION, 'series = "lantern"', 'part_of = "lantern-2020"'),
            ("operations/lantern-2020.toml", "when =", 'part_of = "lantern-2019"\nwhen ='),
            ("operations/lantern-2019.toml", "", WHOLE),
        ],
        [
            "operations/lantern-2019.toml:5: told[0].part_of: 'lantern-2019' is a part of itself, in the end; break the loop",
            "operations/lantern-2020.toml:5: told[0].part_of: 'lantern-2020' is a part of itself, in the end; break the loop",
        ],
    ),
    "outcomes that are parts of each other": (
        [(OPERATION, "count = 22", 'count = 22\npart_of = "arrests-web"')],
        [
            "operations/lantern-2021.toml:22: outcomes[0].part_of: the outcome 'arrests' is a part of itself, in the end; break the loop",
            "operations/lantern-2021.toml:31: outcomes[1].part_of: the outcome 'arrests-web' is a part of itself, in the end; break the loop",
        ],
    ),
    "outcome that is a part of an unknown one": (
        [(OPERATION, 'part_of = "arrests"', 'part_of = "arests"')],
        [
            "operations/lantern-2021.toml:30: outcomes[1].part_of: there is no outcome with the key 'arests' here; name one of arrests, arrests-web"
        ],
    ),
    "sources that repeat each other": (
        [
            (SOURCE, "extent", 'repeats = ["profile"]\nextent'),
            ("sources/profile.toml", "menu", 'repeats = ["release"]\nmenu'),
        ],
        [
            "sources/profile.toml:8: repeats[0]: 'profile' repeats itself, in the end; break the loop",
            "sources/release.toml:7: repeats[0]: 'release' repeats itself, in the end; break the loop",
        ],
    ),
    "rival outcomes of different units": (
        [(OPERATION, 'key = "arrests-web"', 'key = "arrests"')],
        [
            "operations/lantern-2021.toml:30: outcomes[1].part_of: differs from the first table with the key 'arrests'; make them alike, or use another key",
            "operations/lantern-2021.toml:30: outcomes[1].part_of: the outcome 'arrests' is a part of itself, in the end; break the loop",
        ],
    ),
}


@pytest.mark.parametrize(("plants", "expected"), FAULTS.values(), ids=FAULTS)
def test_fault_is_told_with_its_place_and_remedy(seeds, plants, expected):
    """Each planted fault gives exactly its own problem: file, line, key path, what is wrong; what to do."""
    plant(seeds, plants)

    assert expected == seeds.problems()
