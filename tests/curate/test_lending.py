"""A folder of seeds without tactics of its own is lent the bundled ones."""

import attrs
import pytest
from seed_folder import VALID

import demandatlas as da
from demandatlas.curate import curate
from demandatlas.curate.lending import lent
from demandatlas.curate.names import names_in
from demandatlas.curate.reading import read


def written(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def without_tactics(folder, **more):
    files = {name: text for name, text in VALID.items() if not name.startswith("tactics/")}
    return written(folder, {**files, **more})


def built(seeds, out):
    out.mkdir()
    for name, content in curate(seeds).files().items():
        (out / name).write_bytes(content)
    return da.Dataset.open(out)


def cited(record):
    """Ids of all sources in a record, wherever they stand."""
    return set(_values(attrs.asdict(record), "source"))


def _values(value, key):
    if isinstance(value, dict):
        yield from (each for name, each in value.items() if name == key and isinstance(each, str))
        for each in value.values():
            yield from _values(each, key)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _values(each, key)


def test_the_fifteen_tactics_are_lent(tmp_path):
    """They are the bundled records, word for word."""
    mine = built(without_tactics(tmp_path / "seeds"), tmp_path / "data")

    assert tuple(da.tactics) == tuple(mine.tactics)


def test_all_that_they_rest_on_comes_along(tmp_path):
    """No source that is cited, echoed, or named by a lent menu is missing, and no menu either."""
    mine = built(without_tactics(tmp_path / "seeds"), tmp_path / "data")
    named = {id for record in (*mine.tactics, *mine.menus) for id in cited(record)}
    named |= {id for source in mine.sources for id in (*source.repeats, *([source.menu] if source.menu else []))}

    assert set() == {id for id in named if id not in mine.sources.ids and id not in mine.menus.ids}


def test_nothing_else_is_lent(tmp_path):
    """Sites, operations and agencies are those of the seeds."""
    mine = built(without_tactics(tmp_path / "seeds"), tmp_path / "data")

    assert ({"folsom-ca"}, {"source", "menu", "tactic"}) == (
        set(mine.sites.ids),
        {record.KIND for record in lent(read(tmp_path / "seeds"))},
    )


def test_the_folder_can_be_asked_by_tactic(tmp_path):
    """A question by tactic finds the folder's own site."""
    mine = built(without_tactics(tmp_path / "seeds"), tmp_path / "data")

    assert (("folsom-ca",), True) == (mine.sites_using("letters").ids, "letters" in mine.tactics_of("folsom-ca").ids)


def test_seeds_with_a_tactic_get_none(tmp_path):
    """A folder that has tactics has them all itself."""
    tactic = '[[told]]\nsource = "profile"\nlocator = "L1"\nlabel = "Letters"\ndefinition = "Letters."\n'
    folder = without_tactics(tmp_path, **{"tactics/letters.toml": tactic})

    assert () == lent(read(folder))


@pytest.mark.parametrize("make", [lambda path: path / "none", lambda path: path])
def test_no_seeds_get_them_too(tmp_path, make):
    """An empty folder, or a missing one, is lent no less."""
    assert set(da.tactics.ids) < {record.id for record in lent(read(make(tmp_path)))}


def test_an_own_source_stays_its_own(tmp_path):
    """A source that the seeds have under the same id is not replaced."""
    own = VALID["sources/release.toml"].replace("What came of it in 2021", "Ours")
    folder = without_tactics(tmp_path / "seeds", **{"sources/demand-forum-tactics.toml": own})

    assert "Ours" == built(folder, tmp_path / "data").sources["demand-forum-tactics"].title


def test_an_id_that_a_lent_record_has_is_a_problem(tmp_path):
    """Ids are unique over all kinds, lent ones too."""
    name = "agencies/ca/demand-forum-tactics.toml"
    folder = without_tactics(tmp_path, **{name: VALID["agencies/ca/folsom-police-department-ca.toml"]})

    what = "the id 'demand-forum-tactics' is that of a bundled source; ids are unique over all kinds, rename it"
    assert (name, what) in {(problem.file, problem.what) for problem in curate(folder).problems}


def test_the_names_of_what_is_lent_are_known(tmp_path):
    """The guard for names knows the tactics that a folder has only by loan."""
    folder = without_tactics(tmp_path / "seeds")
    names = {name.text for name in names_in(read(folder)) if name.kind == "tactic"}

    assert {"Letters", "Cameras", "Dear John Letters"} <= names
