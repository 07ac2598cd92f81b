"""Asks a dataset everything that can be asked of it, and keeps what came of each question."""

from demandatlas.dataset import Dataset
from demandatlas.errors import DemandAtlasError
from demandatlas.records import RECORDS
from demandatlas.store import META, Store

TACTICS = ("letters", "cameras", "john_school")
STATES = ("CA", "IL", "AL")


def questions(ids):
    """Every question by its name, each a function of a dataset; ``ids`` are those that the undamaged dataset has."""
    asked = {f"all {record.TABLE}": _all(record.TABLE) for record in RECORDS.values()}
    for kind, known in ids.items():
        table = RECORDS[kind].TABLE
        asked |= {f"{table} {id}": _one(table, id) for id in known}
        asked |= {f"ties {id}": _method("ties", id) for id in known if kind != "retired"}
    for tactic in TACTICS:
        asked[f"using {tactic}"] = _method("sites_using", tactic)
        asked[f"unknown {tactic}"] = _method("sites_using", tactic, standing="unknown", state="CA")
        asked[f"using {tactic} since"] = _method("sites_using", tactic, since="2010", undated=True)
    for site in ids["site"]:
        asked |= {f"{name} {site}": _method(name, site) for name in ("timeline", "tactics_of", "agencies_for")}
    for party in (*ids["agency"], *ids["organization"]):
        asked[f"operations of {party}"] = _method("operations_of", party)
    for site in ids["site"]:
        asked[f"operations at {site}"] = _method("operations_between", site=site)
    asked["operations"] = _method("operations_between", "2015", "2022", certain=False)
    asked["arrests"] = lambda data: data.total(data.operations, what="arrest", of="buyers")
    asked |= {name: _method(name) for name in ("conflicts", "coverage", "quality", "cite")}
    asked |= {f"by 2022: {name}": _seen(ask) for name, ask in asked.items()}
    return asked


def _all(table):
    return lambda data: tuple(getattr(data, table))


def _one(table, id):
    return lambda data: getattr(data, table)[id]


def _method(name, *given, **options):
    def ask(data):
        answer = getattr(data, name)(*given, **options)
        return tuple(answer) if hasattr(answer, "ids") else answer

    return ask


def _seen(ask):
    return lambda data: ask(data.known_by("2022-06-30"))


def answers(read, asked):
    """What each question gives: its answer, or the one error that is allowed; any other error goes through."""
    try:
        data = Dataset(Store(read, "a test"))
    except DemandAtlasError as error:
        return dict.fromkeys(asked, error)
    return {name: answer(ask, data) for name, ask in asked.items()}


def answer(ask, data):
    """An answer, or the one error that is allowed."""
    try:
        return ask(data)
    except DemandAtlasError as error:
        return error


def verifies(read):
    """Whether ``verify`` finds nothing wrong."""
    try:
        Dataset(Store(read, "a test")).verify()
    except DemandAtlasError:
        return False
    return True


def without_meta(files):
    return {name: text for name, text in files.items() if name != META}
