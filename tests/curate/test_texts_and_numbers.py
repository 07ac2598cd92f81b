"""What texts, addresses, hashes, locators and numbers have to be.

A table: the fault that is planted in the valid seeds (file, what stands there, what is put instead), and every problem
that has to be told.
"""
# ruff: noqa: E501 - a message is told whole

import pytest
from seed_folder import OPERATION, SERIES, SHA, SITE, SOURCE, plant

FAULTS = {
    # texts
    "url without a protocol": (
        [(SOURCE, "https://release", "release")],
        [
            "sources/release.toml:6: url: 'release.example.com/2021' is no web address; write it in full, with http:// or https://"
        ],
    ),
    "url of another protocol": (
        [(SOURCE, "https://release", "ftp://release")],
        [
            "sources/release.toml:6: url: 'ftp://release.example.com/2021' is no web address; write it in full, with http:// or https://"
        ],
    ),
    "url that is broken": (
        [(SOURCE, "https://release.example.com", "https://[release")],
        [
            "sources/release.toml:6: url: 'https://[release/2021' is no web address; write it in full, with http:// or https://"
        ],
    ),
    "url with a space": (
        [(SOURCE, "/2021", "/20 21")],
        [
            "sources/release.toml:6: url: 'https://release.example.com/20 21' is no web address; write it in full, with http:// or https://"
        ],
    ),
    "url of an organization": (
        [("organizations/lamp-coalition.toml", "https://", "javascript://")],
        [
            "organizations/lamp-coalition.toml:9: told[0].url: 'javascript://lamp.example.com' is no web address; write it in full, with http:// or https://"
        ],
    ),
    "note of 201 characters": (
        [
            (
                SOURCE,
                "Read in part.",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            )
        ],
        ["sources/release.toml:8: note: has 201 characters; a note has at most 200, shorten it"],
    ),
    "definition of 2001 characters": (
        [
            (
                "tactics/letters.toml",
                "Letters go",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxgo",
            )
        ],
        ["tactics/letters.toml:6: told[0].definition: has 2044 characters; a text has at most 2000, shorten it"],
    ),
    "control character": (
        [(SOURCE, "Read in part.", "Read\\u0007 in part.")],
        ["sources/release.toml:8: note: holds a control character or an invisible one; type the text again"],
    ),
    "line break in a text": (
        [(SOURCE, "Read in part.", "Read\\nin part.")],
        ["sources/release.toml:8: note: holds a control character or an invisible one; type the text again"],
    ),
    "invisible character": (
        [(SOURCE, "Read in part.", "Read\u200b in part.")],
        ["sources/release.toml:8: note: holds a control character or an invisible one; type the text again"],
    ),
    "white space at the end": (
        [(SOURCE, "Read in part.", "Read in part. ")],
        ["sources/release.toml:8: note: begins or ends with white space; remove it"],
    ),
    "empty text": (
        [(SOURCE, "Read in part.", "")],
        ["sources/release.toml:8: note: is empty; fill it in, or remove the key"],
    ),
    "empty list": (
        [(OPERATION, 'sites = ["folsom-ca"]', "sites = []")],
        ["operations/lantern-2021.toml:8: told[0].sites: is empty; fill it in, or remove the key"],
    ),
    "hash that is none": (
        [("sources/profile.toml", SHA, SHA.upper())],
        [
            "sources/profile.toml:7: sha256: 'ABABABABABABABABABAB' is no SHA-256; write 64 hexadecimal digits in lower case"
        ],
    ),
    "locator that is none": (
        [(SERIES, '"L1"', '"line 1"')],
        [
            "series/lantern.toml:3: told[0].locator: 'line 1' is no locator; write L12-L14, fields, narrative, key partners, key sources: X or row X"
        ],
    ),
    "locator that runs backwards": (
        [(SERIES, '"L1"', '"L3-L2"')],
        [
            "series/lantern.toml:3: told[0].locator: 'L3-L2' is no locator; write L12-L14, fields, narrative, key partners, key sources: X or row X"
        ],
    ),
    "number below zero": (
        [(SITE, "72203", "-1")],
        ["sites/ca/folsom-ca.toml:8: told[0].population: -1 is below 0; nothing is counted so, mend the value"],
    ),
    "number without end": (
        [(SITE, "38.67", "nan")],
        [
            "sites/ca/folsom-ca.toml:15: told[1].latitude: is no number that can be told; give one of at most 1000000000000"
        ],
    ),
    "number beyond all bounds": (
        [(SITE, "72203", "1111111111111")],
        [
            "sites/ca/folsom-ca.toml:8: told[0].population: is no number that can be told; give one of at most 1000000000000"
        ],
    ),
    "jurisdiction that is no division": (
        [("agencies/ca/folsom-police-department-ca.toml", "ocd-division/country:us/state:ca/place:folsom", "Folsom")],
        [
            "agencies/ca/folsom-police-department-ca.toml:7: told[0].jurisdiction: 'Folsom' is no OCD division id; copy it from the register"
        ],
    ),
}


@pytest.mark.parametrize(("plants", "expected"), FAULTS.values(), ids=FAULTS)
def test_fault_is_told_with_its_place_and_remedy(seeds, plants, expected):
    """Each planted fault gives exactly its own problem: file, line, key path, what is wrong; what to do."""
    plant(seeds, plants)

    assert expected == seeds.problems()
