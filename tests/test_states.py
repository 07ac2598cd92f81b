"""States: codes, names and boxes."""

import csv
from pathlib import Path

import pytest

from demandatlas.errors import InvalidTypeError, InvalidValueError
from demandatlas.states import STATES, usps

# The 50 states and the District of Columbia, as ANSI INCITS 38 numbers them: no 03, 07, 14, 43 or 52.
FIPS_OF_STATES = {f"{number:02}" for number in range(1, 57)} - {"03", "07", "14", "43", "52"}


@pytest.mark.parametrize("asked", ["CA", "ca", "Ca", "California", "CALIFORNIA", " california "])
def test_a_state_by_code_or_name(asked):
    """In any case."""
    assert "CA" == usps(asked)


def test_a_state_of_two_words():
    """Spaces and dashes make no difference."""
    assert "NH" == usps("new-hampshire")


def test_a_misspelt_state_names_the_nearest():
    """The error suggests the name."""
    with pytest.raises(InvalidValueError, match=r"there is no state 'Califronia'; did you mean 'California'\?"):
        usps("Califronia")


@pytest.mark.parametrize("asked", ["", "ZZ", "06", "Ontario Province"])
def test_what_is_no_state(asked):
    """The error says how states are written."""
    with pytest.raises(InvalidValueError, match="two-letter code, such as 'CA'|did you mean"):
        usps(asked)


@pytest.mark.parametrize("asked", [None, 6, b"CA", ["CA"]])
def test_a_state_that_is_no_text(asked):
    """A wrong type is an error of its own."""
    with pytest.raises(InvalidTypeError, match="as a state; give its two-letter code"):
        usps(asked)


def test_every_state_has_the_number_of_the_standard():
    """All states and the district are there, each number once."""
    fips = [state.fips for state in STATES.values()]

    assert (True, len(fips)) == (set(fips) >= FIPS_OF_STATES, len(set(fips)))


def test_the_codes_are_sorted_and_of_two_capitals():
    """As the Postal Service writes them."""
    assert sorted(code for code in STATES if len(code) == 2 and code.isupper()) == list(STATES)


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        ("CA", 38.58157, -121.4944),
        ("NY", 40.71, -74.01),
        ("HI", 21.31, -157.86),
        ("AK", 61.22, -149.9),
        ("FL", 24.55, -81.78),
    ],
)
def test_a_box_holds_its_cities(code, latitude, longitude):
    """Sacramento, New York, Honolulu, Anchorage, Key West."""
    assert STATES[code].holds(latitude, longitude)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(32.0, -120.0), (43.0, -120.0), (38.0, -125.0), (38.0, -113.0), (-38.58, -121.49), (38.58, 121.49)],
)
def test_a_box_holds_nothing_beyond_its_sides(latitude, longitude):
    """South, north, west and east of California; the wrong hemisphere."""
    assert not STATES["CA"].holds(latitude, longitude)


PLACES = Path(__file__).parents[2] / "shared" / "facts" / "places.csv"


@pytest.mark.skipif(not PLACES.is_file(), reason="needs the table of places that the seeds were made from")
def test_every_place_of_the_register_lies_in_its_state():
    """Coordinates and GEOIDs of the register against boxes and numbers."""
    with PLACES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = [row for row in rows if not _fits(row)]

    assert [] == wrong


def _fits(row):
    state = STATES[row["state"].upper()]
    located = not row["latitude"] or state.holds(float(row["latitude"]), float(row["longitude"]))
    return located and (not row["geoid"] or row["geoid"].startswith(state.fips))
