"""The states, the District of Columbia and the territories: USPS code, name, FIPS code, and a box that holds the land.

Codes are those of ANSI INCITS 38 (FIPS 5-2); boxes are in WGS 84 degrees, rounded outwards.
"""

from typing import NamedTuple

from demandatlas.errors import InvalidTypeError, InvalidValueError, shown
from demandatlas.naming import nearest, slug


class State(NamedTuple):
    """One state, district or territory.

    Attributes:
        name: its name.
        fips: its two-digit FIPS code, with which every GEOID in it begins.
        south: southernmost latitude.
        west: westernmost longitude.
        north: northernmost latitude.
        east: easternmost longitude.
    """

    name: str
    fips: str
    south: float
    west: float
    north: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a point lies in the state's box."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


STATES: dict[str, State] = {
    "AK": State("Alaska", "02", 51.1, -179.3, 71.5, -129.9),
    "AL": State("Alabama", "01", 30.1, -88.6, 35.1, -84.8),
    "AR": State("Arkansas", "05", 32.9, -94.7, 36.6, -89.6),
    "AZ": State("Arizona", "04", 31.3, -114.9, 37.1, -109.0),
    "CA": State("California", "06", 32.4, -124.6, 42.1, -114.1),
    "CO": State("Colorado", "08", 36.9, -109.1, 41.1, -102.0),
    "CT": State("Connecticut", "09", 40.9, -73.8, 42.1, -71.7),
    "DC": State("District of Columbia", "11", 38.7, -77.2, 39.1, -76.9),
    "DE": State("Delaware", "10", 38.4, -75.8, 39.9, -75.0),
    "FL": State("Florida", "12", 24.4, -87.7, 31.1, -79.9),
    "GA": State("Georgia", "13", 30.3, -85.7, 35.1, -80.7),
    "GU": State("Guam", "66", 13.2, 144.5, 13.7, 145.0),
    "HI": State("Hawaii", "15", 18.8, -178.5, 28.6, -154.7),
    "IA": State("Iowa", "19", 40.3, -96.7, 43.6, -90.1),
    "ID": State("Idaho", "16", 41.9, -117.3, 49.1, -111.0),
    "IL": State("Illinois", "17", 36.9, -91.6, 42.6, -87.0),
    "IN": State("Indiana", "18", 37.7, -88.2, 41.8, -84.7),
    "KS": State("Kansas", "20", 36.9, -102.1, 40.1, -94.5),
    "KY": State("Kentucky", "21", 36.4, -89.6, 39.2, -81.9),
    "LA": State("Louisiana", "22", 28.8, -94.1, 33.1, -88.7),
    "MA": State("Massachusetts", "25", 41.2, -73.6, 42.9, -69.8),
    "MD": State("Maryland", "24", 37.8, -79.5, 39.8, -75.0),
    "ME": State("Maine", "23", 42.9, -71.2, 47.5, -66.9),
    "MI": State("Michigan", "26", 41.6, -90.5, 48.4, -82.1),
    "MN": State("Minnesota", "27", 43.4, -97.3, 49.4, -89.4),
    "MO": State("Missouri", "29", 35.9, -95.8, 40.7, -89.0),
    "MS": State("Mississippi", "28", 30.1, -91.7, 35.1, -88.0),
    "MT": State("Montana", "30", 44.3, -116.1, 49.1, -104.0),
    "NC": State("North Carolina", "37", 33.7, -84.4, 36.6, -75.4),
    "ND": State("North Dakota", "38", 45.9, -104.1, 49.1, -96.5),
    "NE": State("Nebraska", "31", 39.9, -104.1, 43.1, -95.3),
    "NH": State("New Hampshire", "33", 42.6, -72.6, 45.4, -70.6),
    "NJ": State("New Jersey", "34", 38.8, -75.6, 41.4, -73.8),
    "NM": State("New Mexico", "35", 31.3, -109.1, 37.1, -103.0),
    "NV": State("Nevada", "32", 34.9, -120.1, 42.1, -114.0),
    "NY": State("New York", "36", 40.4, -79.8, 45.1, -71.8),
    "OH": State("Ohio", "39", 38.3, -84.9, 42.4, -80.5),
    "OK": State("Oklahoma", "40", 33.6, -103.1, 37.1, -94.4),
    "OR": State("Oregon", "41", 41.9, -124.7, 46.4, -116.4),
    "PA": State("Pennsylvania", "42", 39.7, -80.6, 42.6, -74.6),
    "PR": State("Puerto Rico", "72", 17.8, -68.0, 18.6, -65.2),
    "RI": State("Rhode Island", "44", 41.1, -71.9, 42.1, -71.1),
    "SC": State("South Carolina", "45", 32.0, -83.4, 35.3, -78.5),
    "SD": State("South Dakota", "46", 42.4, -104.1, 46.0, -96.4),
    "TN": State("Tennessee", "47", 34.9, -90.4, 36.7, -81.6),
    "TX": State("Texas", "48", 25.8, -106.7, 36.6, -93.5),
    "UT": State("Utah", "49", 36.9, -114.1, 42.1, -109.0),
    "VA": State("Virginia", "51", 36.5, -83.7, 39.5, -75.2),
    "VI": State("U.S. Virgin Islands", "78", 17.6, -65.2, 18.5, -64.5),
    "VT": State("Vermont", "50", 42.7, -73.5, 45.1, -71.4),
    "WA": State("Washington", "53", 45.5, -124.9, 49.1, -116.9),
    "WI": State("Wisconsin", "55", 42.4, -92.9, 47.4, -86.2),
    "WV": State("West Virginia", "54", 37.1, -82.7, 40.7, -77.7),
    "WY": State("Wyoming", "56", 40.9, -111.1, 45.1, -104.0),
}


def usps(state: object) -> str:
    """The two-letter code of a state given by code or name, in any case.

    Raises:
        InvalidTypeError: it is not text.
        InvalidValueError: there is no such state; it names the nearest.
    """
    if not isinstance(state, str):
        raise InvalidTypeError(f"cannot take {shown(state)} as a state; give its two-letter code, such as 'CA'")
    if state.upper() in STATES:
        return state.upper()
    by_name = {slug(each.name): code for code, each in STATES.items()}
    if code := by_name.get(slug(state)):
        return code
    close = nearest(state, [each.name for each in STATES.values()])
    hint = f"did you mean {close[0]!r}?" if close else "give its two-letter code, such as 'CA'"
    raise InvalidValueError(f"there is no state {shown(state)}; {hint}")
