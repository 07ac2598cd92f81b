"""Seeded datasets of any size whose shape is that of the real one: skewed states, tactics, dates, parties and counts.

``python tests/benchmarks/synthetic.py FOLDER SITES OPERATIONS`` writes one. The same seed gives the same bytes.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import attrs

from demandatlas.count import Count
from demandatlas.evidence import standing
from demandatlas.index import index_of
from demandatlas.parts import Evidence, Outcome, Participation, Statement, TacticClaim, TacticUse
from demandatlas.records import Agency, Operation, Record, Series, Site, Source, Tactic
from demandatlas.states import STATES
from demandatlas.store import META, files_of, meta_of
from demandatlas.when import When

SIZES = {"small": (3_000, 20_000), "large": (20_000, 200_000)}
"""Sites and operations: all that Demand Forum holds, and ten times that."""

# How many sites in a hundred a tactic is told of: near what Demand Forum counts, rounded.
TACTICS = {
    "auto_seizure": 8, "buyer_arrests": 60, "cameras": 3, "community_service": 5, "employment_loss": 20,
    "identity_disclosure": 40, "it_based_tactics": 4, "john_school": 9, "letters": 2, "license_suspension": 2,
    "neighborhood_action": 8, "public_education": 6, "reverse_stings": 50, "soap_orders": 5, "web_stings": 45,
}  # fmt: skip
STANCES = {"used": 90, "ended": 3, "planned": 2, "authorized": 2, "studied": 2, "not_used": 1}
KINDS = {"city": 70, "county": 18, "town": 6, "township": 3, "cdp": 2, "neighborhood": 1}
BIG_STATES = {"CA": 12, "TX": 9, "FL": 8, "NY": 6, "OH": 4, "PA": 4, "IL": 4, "GA": 3, "WA": 3, "MI": 3}
PRECISION = {"day": 50, "month": 24, "days": 10, "year": 10, "open": 1, "none": 5}
METHODS = {"web": 5, "street": 5, "hotel": 2, "decoy_ads": 3}
WORDS = "Oak Mill River Stone Green Lake Ash Spring Clear Cedar Fair North West Elm High Glen Maple Sand Fox".split()
ENDS = "field ville ton wood burg port dale view ford brook".split()
LAST_YEAR = 2023


@attrs.frozen
class Synthetic:
    """A made-up dataset.

    Attributes:
        sites: how many sites.
        operations: how many operations.
        seed: of the random numbers.
    """

    sites: int
    operations: int
    seed: int = 7

    def records(self) -> Iterator[Record]:
        """Every record; what they name is there too."""
        chance = Random(f"{self.seed} {self.sites} {self.operations}")
        yield from _tactics()
        yield Source(id="register", title="Register", publisher="Bureau", publisher_kind="register",
                     retrieved=date(2024, 1, 1), url="https://example.org/register")  # fmt: skip
        yield Agency(id="fbi", name="Federal Bureau of Investigation", kind="federal", level="federal")
        for state in STATES:
            yield _series(state)
        sites = [_site(chance, number) for number in range(self.sites)]
        for site in sites:
            yield from _around(site)
            yield site
        weights = [1 / (rank + 10) for rank in range(len(sites))]
        for number, site in enumerate(chance.choices(sites, weights, k=self.operations)):
            yield from _operation(chance, number, site)

    def write(self, folder: Path) -> Path:
        """Write the compiled dataset into a folder, unless it is there already."""
        if not (folder / META).exists():
            records = list(self.records())
            files = files_of(records, index_of(records))
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in {**files, META: meta_of(files, "2024-01-01")}.items():
                (folder / name).write_bytes(content)
        return folder


def _tactics() -> Iterator[Record]:
    for id in TACTICS:
        yield Tactic(id=id, label=id.replace("_", " ").capitalize(), definition=f"What counts as {id}.")


def _series(state: str) -> Series:
    return Series(id=f"net-{state.lower()}", name=f"Operation Net {state}", cadence="annual")


def _picked(chance: Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _site(chance: Random, number: int) -> Site:
    weights = {state: BIG_STATES.get(state, 1) for state in STATES}
    state, kind = _picked(chance, weights), _picked(chance, KINDS)
    name = f"{chance.choice(WORDS)}{chance.choice(ENDS)} {number}"
    id = f"{name.lower().replace(' ', '-')}-{state.lower()}"
    place, page = _piece("register", f"row {number:07}"), _piece(f"profile-{id}", "fields")
    values = {
        "name": name, "state": state, "kind": kind, "geoid": f"{STATES[state].fips}{number:05}",
        "ocd_id": f"ocd-division/country:us/state:{state.lower()}/place:{id}",
        "latitude": round(chance.uniform(25, 48), 4), "longitude": round(chance.uniform(-124, -68), 4),
        "population": int(chance.lognormvariate(10.5, 1.4)) + 100,
    }  # fmt: skip
    statements = tuple(
        Statement(field=field, value=value, evidence=(page if field in ("name", "state", "population") else place,))
        for field, value in values.items()
    )
    uses = tuple(_uses(chance, f"profile-{id}"))
    partner = Participation(party=f"{id}-police", role="partner", evidence=(page,))
    return Site(id=id, statements=statements, tactic_uses=uses, participations=(partner,), **values)


def _uses(chance: Random, page: str) -> Iterator[TacticUse]:
    known = {page: _profile(page, "")}
    for tactic, share in TACTICS.items():
        if chance.random() * 100 < share:
            claims = tuple(_claim(chance, page) for _ in range(chance.choice((1, 1, 1, 2, 3))))
            yield TacticUse(tactic=tactic, standing=standing(claims, known), claims=claims)


def _claim(chance: Random, page: str) -> TacticClaim:
    return TacticClaim(
        stance=_picked(chance, STANCES),
        when=_when(chance, {**PRECISION, "year": 30, "none": 20}),
        note="Told in the history of the place." if chance.random() < 0.3 else "",
        evidence=(_piece(page, f"L{chance.randint(10, 60)}"),),
    )


def _when(chance: Random, precision: dict[str, int]) -> When | None:
    year = max(1970, LAST_YEAR - int(chance.expovariate(0.11)))
    day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    match _picked(chance, precision):
        case "day":
            return When(day.isoformat())
        case "days":
            return When(f"{day.isoformat()}/{(day + timedelta(days=chance.randint(1, 40))).isoformat()}")
        case "month":
            return When(day.isoformat()[:7])
        case "year":
            return When(f"{year}")
        case "open":
            return When(f"{year}/..")
    return None


def _around(site: Site) -> Iterator[Record]:
    yield _profile(f"profile-{site.id}", site.name)
    yield Agency(
        id=f"{site.id}-police", name=f"{site.name} Police Department {site.state}", kind="police", level="city"
    )


def _profile(id: str, name: str) -> Source:
    return Source(
        id=id, title=f"{name} profile", publisher="Demand Forum", publisher_kind="academic",
        retrieved=date(2024, 1, 1), url="https://example.org/profile",
    )  # fmt: skip


def _operation(chance: Random, number: int, site: Site) -> Iterator[Record]:
    id = f"sting-{number:06}"
    source = f"news-{number // 5:05}"
    if number % 5 == 0:
        yield Source(
            id=source, title=f"Story {number}", publisher="News", publisher_kind="news",
            retrieved=date(2024, 1, 1), url="https://example.org/news",
        )  # fmt: skip
    piece = _piece(source, f"L{chance.randint(1, 40)}")
    values = {
        "name": f"Sting in {site.name}", "when": _when(chance, PRECISION), "sites": (site.id,),
        "methods": (_picked(chance, METHODS),), "tactics": (chance.choice(("reverse_stings", "web_stings")),),
        "series": f"net-{site.state.lower()}" if chance.random() < 0.05 else None,
    }  # fmt: skip
    told = {field: value for field, value in values.items() if value is not None}
    yield Operation(
        id=id,
        statements=tuple(Statement(field=field, value=value, evidence=(piece,)) for field, value in told.items()),
        participations=tuple(_parties(chance, site, piece)),
        outcomes=(_outcome(chance, piece),),
        **told,
    )


def _parties(chance: Random, site: Site, piece: Evidence) -> Iterator[Participation]:
    yield Participation(party=f"{site.id}-police", role="organizer", evidence=(piece,))
    if chance.random() < 0.05:
        yield Participation(party="fbi", evidence=(piece,))


def _outcome(chance: Random, piece: Evidence) -> Outcome:
    number = int(chance.lognormvariate(2.2, 0.9)) + 1
    count = Count.at_least(number) if chance.random() < 0.1 else Count.exact(number)
    statement = Statement(field="count", value=count, evidence=(piece,))
    return Outcome(key="arrests", what="arrest", of="buyers", count=count, statements=(statement,))


def _piece(source: str, locator: str) -> Evidence:
    return Evidence(source=source, locator=locator, passage_sha256=f"{hash_of(source, locator):064x}")


def hash_of(*texts: str) -> int:
    """A number of 256 bits that depends on texts only."""
    return Random(" ".join(texts)).getrandbits(256)


if __name__ == "__main__":
    Synthetic(int(sys.argv[2]), int(sys.argv[3])).write(Path(sys.argv[1]))
