"""What type checkers know: this file has no error under mypy --strict and basedpyright. It is read, never run."""

from datetime import date
from typing import Any, assert_type

import demandatlas as da


def tables() -> None:
    assert_type(da.sites, da.Table[da.Site])
    assert_type(da.operations, da.Table[da.Operation])
    assert_type(da.agencies, da.Table[da.Agency])
    assert_type(da.organizations, da.Table[da.Organization])
    assert_type(da.series, da.Table[da.Series])
    assert_type(da.programs, da.Table[da.Program])
    assert_type(da.penalties, da.Table[da.Penalty])
    assert_type(da.milestones, da.Table[da.Milestone])
    assert_type(da.tactics, da.Table[da.Tactic])
    assert_type(da.menus, da.Table[da.Menu])
    assert_type(da.sources, da.Table[da.Source])


def rows() -> None:
    assert_type(da.sites["sacramento-ca"], da.Site)
    assert_type(da.sites[0], da.Site)
    assert_type(da.sites[da.sites[0]], da.Site)
    assert_type(da.sites[:3], da.Table[da.Site])
    assert_type(da.sites.get("nowhere"), da.Site | None)
    assert_type(da.sites.find("sacramento"), da.Table[da.Site])
    assert_type(da.sites.where(state="CA"), da.Table[da.Site])
    assert_type(da.sites.ids, tuple[str, ...])
    assert_type([site.name for site in da.sites], list[str])


def questions() -> None:
    assert_type(da.sites_using("john_school"), da.Table[da.Site])
    assert_type(da.sites_using("web_stings", state="CA", since="2010", until=date(2020, 12, 31)), da.Table[da.Site])
    assert_type(da.sites_using(da.tactics["letters"], standing=("not_used", "considered")), da.Table[da.Site])
    assert_type(da.operations_between("2020-10", da.When("2021")), da.Table[da.Operation])
    assert_type(da.operations_between(site="anywhere", series="hot-spots", agency="fbi"), da.Table[da.Operation])
    assert_type(da.operations_of("fbi"), da.Table[da.Operation])
    assert_type(da.agencies_for("hot-spots-2021"), da.Table[da.Agency])
    assert_type(da.agencies_for(da.sites[0]), da.Table[da.Agency])
    assert_type(da.ties("sacramento-ca"), da.Table[da.Tie])
    assert_type(da.tactics_of("sacramento-ca"), da.Table[da.Tactic])
    assert_type(da.timeline("sacramento-ca"), da.Table[da.Event])
    assert_type(da.total(da.operations, what="arrest", of="buyers"), da.Count)
    assert_type(da.total("hot-spots-2021", what="citation", of="buyers"), da.Count)
    assert_type(da.total(["hot-spots-2021", da.operations[0]], what="citation", of="buyers"), da.Count)
    assert_type(da.why("sacramento-ca", "population"), tuple[Any, ...])
    assert_type(da.conflicts(), tuple[da.Conflict, ...])
    assert_type(da.agreement(), da.Table[da.Agreement])
    assert_type(da.coverage(), da.Table[da.Coverage])
    assert_type(da.Dataset.open("my-data").sites_using("cameras"), da.Table[da.Site])
    assert_type(da.Dataset.open("my-data").sites, da.Table[da.Site])
    assert_type(da.data_version, str)
    assert_type(da.data_sha256, str)


def fields() -> None:
    site = da.sites["sacramento-ca"]
    assert_type(site.population, int | None)
    assert_type(site.uses("letters"), bool)
    assert_type(site.use_of("letters"), da.TacticUse)
    assert_type(site.use_of("letters").claims, tuple[da.TacticClaim, ...])
    assert_type(site.use_of("letters").claims[0].evidence[0].locator, str)
    operation = da.operations["hot-spots-2021"]
    assert_type(operation.when, da.When | None)
    assert_type(operation.outcomes[0].count, da.Count)
    assert_type(operation.outcomes[0].count.low, int)
    assert_type(operation.outcomes[0].count.best, int | None)
    assert_type(operation.participations, tuple[da.Participation, ...])
    try:
        da.sites["nowhere"]
    except da.UnknownIdError as error:
        assert_type(error.nearest, tuple[str, ...])


def records(record: da.Record) -> str:
    match record:
        case da.Site():
            return assert_type(record.name, str)
        case da.Source():
            return assert_type(record.url, str)
        case _:
            return record.id
