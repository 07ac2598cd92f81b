"""Datasette serves the SQLite export."""

import asyncio

import pytest

import demandatlas as da

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


@pytest.fixture
def ask(bundled, tmp_path):
    datasette = pytest.importorskip("datasette.app", reason="datasette is not installed; install the extra test-slow")
    path = da.export.sqlite(tmp_path / "atlas.sqlite")
    served = datasette.Datasette([str(path)])

    def get(address):
        return asyncio.run(served.client.get(address)).json()

    return get


def test_a_table_is_served(ask, bundled):
    """The rows of a table are what we hold."""
    rows = ask("/atlas/sites.json?_size=max&_shape=objects&_sort=id")["rows"]

    assert [(site.id, site.geoid, site.population) for site in bundled.sites] == [
        (row["id"], row["geoid"], row["population"]) for row in rows
    ]


def test_provenance_is_one_join_away(ask, bundled):
    """The source and the place of a claim come with a question in SQL, whose values are parameters."""
    sql = (
        "SELECT evidence.source, evidence.locator FROM tactic_claims AS claim JOIN evidence "
        "ON evidence.tactic_claim = claim.id WHERE claim.site = :site AND claim.tactic = :tactic ORDER BY evidence.id"
    )
    rows = ask(f"/atlas.json?_size=max&_shape=objects&sql={sql}&site=sacramento-ca&tactic=letters")["rows"]

    claims = bundled.why("sacramento-ca", "letters")
    assert [(piece.source, piece.locator) for claim in claims for piece in claim.evidence] == [
        (row["source"], row["locator"]) for row in rows
    ]
