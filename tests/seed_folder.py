"""A small folder of valid seeds, one of each kind, that tests of curate mutate."""

from pathlib import Path

from demandatlas.curate import Curated, curate, curate_file

SHA = "ab" * 32
VALID = {
    "terms.toml": """
terms = ["Police", "Department", "Operation Lantern", "Lamp Coalition", "Lamp Class", "Example Times"]
""",
    "blocked.toml": 'hosts = ["machine-written.example.com"]\n',
    "menus/list-2020.toml": """
[[told]]
source = "profile"
locator = "list"
title = "The list of 2020"
tactics = ["reverse_stings", "john_school", "letters"]
""",
    "sources/profile.toml": f"""
title = "Folsom, CA"
publisher = "Example Times"
publisher_kind = "advocacy"
published = "2022-06"
retrieved = "2022-11-22"
url = "https://profile.example.com/folsom"
sha256 = "{SHA}"
menu = "list-2020"
""",
    "sources/release.toml": """
title = "What came of it in 2021"
publisher = "Folsom Police Department"
publisher_kind = "government"
published = "2021-12-03"
retrieved = "2022-11-21"
url = "https://release.example.com/2021"
extent = "excerpt"
note = "Read in part."
""",
    "sources/gazetteer.toml": """
title = "A register"
publisher = "Example Times"
publisher_kind = "register"
retrieved = "2022-11-20"
url = "http://register.example.com"
""",
    "sites/ca/folsom-ca.toml": """
# Folsom, California.
[[told]]
source = "profile"
locator = "fields L20-L22"
name = "Folsom"
state = "CA"
kind = "city"
population = 72203

[[told]]
source = "gazetteer"
locator = "row 0624638"
geoid = "0624638"
ocd_id = "ocd-division/country:us/state:ca/place:folsom"
latitude = 38.67
longitude = -121.15

[[told]]
source = "profile"
locator = "list L3-L5"
listed_tactics = "menu"

[[claims]]
tactic = "letters"
stance = "used"
when = "2011"
note = "Sent by the police."
source = "profile"
locator = "L8"
also = [
    { source = "profile", locator = "key sources: letters L12", note = "A heading." },
]

[[participations]]
parties = ["folsom-police-department-ca"]
role = "partner"
source = "profile"
locator = "key partners L9"
""",
    "agencies/ca/folsom-police-department-ca.toml": """
[[told]]
source = "release"
locator = "L1"
name = "Folsom Police Department"
kind = "police"
level = "city"
jurisdiction = "ocd-division/country:us/state:ca/place:folsom"
""",
    "organizations/lamp-coalition.toml": """
[[told]]
source = "release"
locator = "L2"
name = "Lamp Coalition"
kind = "coalition"
founded = "2015"
member_count = ">30"
sites = ["folsom-ca"]
url = "https://lamp.example.com"
""",
    "series/lantern.toml": """
[[told]]
source = "release"
locator = "L1"
name = "Operation Lantern"
cadence = "annual"
""",
    "operations/lantern-2021.toml": """
[[told]]
source = "release"
locator = "L1-L2"
name = "Operation Lantern 2021"
series = "lantern"
edition = 5
when = "2021-10"
sites = ["folsom-ca"]
methods = ["street"]
tactics = ["reverse_stings"]

[[participations]]
parties = ["folsom-police-department-ca", "lamp-coalition"]
source = "release"
locator = "L3"

[[outcomes]]
key = "arrests"
what = "arrest"
of = "buyers"
count = 22
source = "release"
locator = "L4"

[[outcomes]]
key = "arrests-web"
what = "arrest"
of = "buyers"
count = ">=3"
part_of = "arrests"
source = "release"
locator = "L5"
""",
    "operations/lantern-2020.toml": """
[[told]]
source = "release"
locator = "L6"
name = "Operation Lantern 2020"
when = "2020-09/2020-11-15~"
""",
    "programs/lamp-class.toml": """
[[told]]
source = "release"
locator = "L7"
name = "Lamp Class"
kind = "john_school"
serves = ["buyers"]
""",
    "penalties/soliciting-ca.toml": """
[[told]]
source = "release"
locator = "L8"
offense = "soliciting"
max_jail_days = 180
""",
    "milestones/agreement-2015.toml": """
[[told]]
source = "release"
locator = "L9"
title = "Two forces agreed to share cameras"
when = "2015"
sites = ["folsom-ca"]
programs = ["lamp-class"]
""",
    "tactics/letters.toml": """
[[told]]
source = "profile"
locator = "list L5"
label = "Letters"
aliases = ["Dear John letters"]
definition = "Letters go to owners of cars seen where sex is sold."

[[reported]]
places = ">50"
when = "2022"
source = "profile"
locator = "L1"
""",
    "retired/folsom-city-ca.toml": """
successor = "folsom-ca"
retired_on = "2022-11-22"
reason = "The same place under another id."
""",
}

SITE = "sites/ca/folsom-ca.toml"
OPERATION = "operations/lantern-2021.toml"
SOURCE = "sources/release.toml"
SERIES = "series/lantern.toml"
NOBODY = (
    " may be a person's name: it is no known place, agency, organization or term; "
    "if it is nobody's name, add it to terms.toml; if it is, leave it out"
)


class Seeds:
    """A folder of seeds that a test changes and checks."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, file: str, text: str) -> "Seeds":
        path = self.path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return self

    def add(self, file: str, text: str) -> "Seeds":
        return self.write(file, (self.path / file).read_text("utf-8") + text)

    def replace(self, file: str, old: str, new: str) -> "Seeds":
        before = (self.path / file).read_text("utf-8")
        assert old in before, f"{old!r} is not in {file}: the test would plant nothing"
        return self.write(file, before.replace(old, new, 1))

    def line_of(self, file: str, text: str) -> int:
        """The first line that holds a text, counted from 1."""
        lines = (self.path / file).read_text("utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if text in line)

    def curated(self) -> Curated:
        return curate(self.path)

    def problems(self) -> list[str]:
        return [str(problem) for problem in self.curated().problems]

    def problems_of(self, file: str) -> list[str]:
        return [str(problem) for problem in curate_file(self.path / file).problems]

    def record(self, id: str):
        curated = self.curated()
        assert () == curated.problems
        return next(record for record in curated.records if record.id == id)


def write_valid(path: Path) -> Seeds:
    folder = Seeds(path)
    for file, text in VALID.items():
        folder.write(file, text.lstrip("\n"))
    return folder


def plant(seeds: Seeds, plants: list[tuple[str, str, str]]) -> None:
    """Put a text in place of another in each file; where nothing is to be replaced, the file is new."""
    for file, old, new in plants:
        if old:
            seeds.replace(file, old, new)
        else:
            seeds.write(file, new)
