"""Small records and datasets, built with as little as a test needs to say."""

from collections import Counter
from datetime import date
from time import sleep

from demandatlas.dataset import Dataset
from demandatlas.dated import dated_index
from demandatlas.evidence import standing
from demandatlas.index import index_of
from demandatlas.parts import Evidence, Outcome, Participation, Statement, TacticClaim, TacticUse
from demandatlas.records import Agency, Milestone, Operation, Organization, Program, Series, Site, Source
from demandatlas.store import META, Store, files_of, meta_of
from demandatlas.when import When


class Reader:
    """Reads the files of a dataset in memory, and counts how often each was read."""

    def __init__(self, files):
        self.files = dict(files)
        self.counts = Counter()
        self.pause = 0

    def __call__(self, name):
        self.counts[name] += 1
        sleep(self.pause)  # long enough for other threads to come in between
        if name not in self.files:
            raise FileNotFoundError(2, "No such file or directory", name)
        return self.files[name]


def files_with(*records, data_version="2024-01-01", agreement=()):
    """Every file of the dataset of these records, by name."""
    files = files_of(records, index_of(records), dated_index(records), agreement)
    return {**files, META: meta_of(files, data_version)}


def reader(*records):
    return Reader(files_with(*records))


def store(*records):
    return Store(reader(*records), "a test")


def dataset(*records):
    return Dataset(store(*records))


def evidence(source="page", locator="L1", **fields):
    return Evidence(source=source, locator=locator, **fields)


def told(field, value, *sources, **fields):
    """A statement with a piece of evidence from each source."""
    return Statement(field=field, value=value, evidence=tuple(map(evidence, sources or ("page",))), **fields)


def source(id="page", **fields):
    given = {"title": f"The {id}", "publisher": "Somebody", "publisher_kind": "news", "retrieved": date(2024, 1, 1)}
    return Source(id=id, **{**given, "url": "https://example.org/", **fields})


def claim(stance="used", when=None, *sources, **fields):
    return TacticClaim(
        stance=stance,
        when=None if when is None else When(when),
        evidence=tuple(map(evidence, sources or ("page",))),
        **fields,
    )


def use(tactic, *claims, sources=None):
    """A use whose standing follows from its claims."""
    known = sources or {"page": source()}
    return TacticUse(tactic=tactic, standing=standing(claims, known), claims=claims)


def participation(party, role="participant", **fields):
    return Participation(party=party, role=role, evidence=(evidence(),), **fields)


def outcome(key, count, what="arrest", of="buyers", rivals=(), **fields):
    statements = tuple(told("count", each) for each in (count, *rivals))
    return Outcome(key=key, what=what, of=of, count=count, statements=statements, **fields)


def site(id="springfield-il", name="Springfield", state="IL", kind="city", **fields):
    return Site(id=id, name=name, state=state, kind=kind, **fields)


def operation(id="sting-2020", when=None, **fields):
    return Operation(id=id, name=fields.pop("name", id), when=None if when is None else When(when), **fields)


def series(id="stings", **fields):
    return Series(id=id, name=fields.pop("name", id), **fields)


def agency(id="springfield-police-department-il", kind="police", **fields):
    return Agency(id=id, name=fields.pop("name", id), kind=kind, **fields)


def organization(id="neighbors", kind="neighborhood_group", **fields):
    return Organization(id=id, name=fields.pop("name", id), kind=kind, **fields)


def program(id="class", kind="john_school", serves=("buyers",), **fields):
    return Program(id=id, name=fields.pop("name", id), kind=kind, serves=serves, **fields)


def milestone(id="agreement-1996", when=None, **fields):
    return Milestone(id=id, title=fields.pop("title", id), when=None if when is None else When(when), **fields)
