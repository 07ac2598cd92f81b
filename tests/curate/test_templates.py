"""Templates: every kind's beginning is filled in with few strokes, and its keys are all known to ``check``."""

import re
import tomllib

import pytest
from seed_folder import VALID

from demandatlas.curate.reading import KIND_OF_FOLDER
from demandatlas.curate.templates import path_for, template
from demandatlas.errors import InvalidValueError
from demandatlas.records import RECORDS

FILE_OF = {KIND_OF_FOLDER[file.split("/")[0]]: file for file in VALID if "/" in file}
PARTS = {"parties": ["folsom-police-department-ca"], "key": "arrests", "what": "arrest", "of": "buyers", "count": 22}


def filled(text, values):
    """A template with its comments taken away and a value for each key; a key without one is left out."""
    lines = []
    for line in text.splitlines():
        plain = re.sub(r"^# (?=[\w\[])", "", line)
        key = plain.partition(" =")[0]
        if plain.startswith("[["):
            lines += ["", plain]
        elif key in values:
            lines.append(f"{key} = {values[key]!r}".replace("'", '"'))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_template_is_toml(kind):
    """A template can be read as it is."""
    assert True is bool(tomllib.loads(template(kind)))


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_all_keys_are_known(seeds, kind):
    """No key of a template, optional ones and parts included, is unknown to ``check``."""
    text = "\n".join(re.sub(r"^# (?=[\w\[])", "", line) for line in template(kind).splitlines())
    seeds.write(path_for(seeds.path, kind, "new-one-ca").relative_to(seeds.path).as_posix(), text)

    assert [] == [problem for problem in seeds.problems() if "unknown key" in problem or "is not TOML" in problem]


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_unfilled(seeds, kind):
    """A template that nobody filled in does not pass."""
    seeds.write(path_for(seeds.path, kind, "new-one-ca").relative_to(seeds.path).as_posix(), template(kind))

    assert True is any("is empty; fill it in, or remove the key" in problem for problem in seeds.problems())


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_filled(seeds, kind):
    """A template filled with the values of a valid seed of its kind has no problem."""
    data = tomllib.loads(VALID[FILE_OF[kind]])
    tables = [table for value in data.values() if isinstance(value, list) for table in value if isinstance(table, dict)]
    values = {key: value for table in reversed([data, *tables]) for key, value in table.items()}
    values = {key: value for key, value in values.items() if key not in ("note", "also")}
    text = filled(template(kind), {**PARTS, **values})
    (seeds.path / FILE_OF[kind]).unlink()

    assert [] == seeds.write(FILE_OF[kind], text).problems()


@pytest.mark.parametrize(
    ("kind", "id", "file"),
    [
        ("site", "tulsa-ok", "sites/ok/tulsa-ok.toml"),
        ("agency", "tulsa-police-department-ok", "agencies/ok/tulsa-police-department-ok.toml"),
        ("agency", "fbi", "agencies/us/fbi.toml"),
        ("operation", "lantern-2022", "operations/lantern-2022.toml"),
        ("tactic", "buyer_arrests", "tactics/buyer_arrests.toml"),
    ],
)
def test_path(tmp_path, kind, id, file):
    """A seed is kept in the folder of its kind, sites and agencies in that of their state."""
    assert tmp_path / file == path_for(tmp_path, kind, id)


@pytest.mark.parametrize(
    ("kind", "id", "message"),
    [
        ("sites", "tulsa-ok", "there is no kind 'sites'; did you mean 'site'?"),
        (
            "xyz",
            "tulsa-ok",
            "there is no kind 'xyz'; use one of agency, menu, milestone, operation, organization, penalty, program, "
            "retired, series, site, source, tactic",
        ),
        ("site", "Tulsa", "'Tulsa' is no id; use lower-case letters, digits and hyphens"),
        ("site", "../tulsa-ok", "'../tulsa-ok' is no id; use lower-case letters, digits and hyphens"),
        ("site", "tulsa", "'tulsa' does not say where it is; a site's id ends with its state, such as tulsa-ok"),
    ],
)
def test_refused(tmp_path, kind, id, message):
    """Kinds and ids that are none are refused."""
    with pytest.raises(InvalidValueError) as caught:
        path_for(tmp_path, kind, id)

    assert message == str(caught.value)
