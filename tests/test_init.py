"""The package: a closed list of names, read when they are asked for, and the same to people, editors and checkers."""

import ast
import inspect
import json
import os
import pickle
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import demandatlas
from demandatlas import errors, records
from demandatlas.dataset import Dataset

BLOCK = next(
    node
    for node in ast.parse(Path(demandatlas.__file__).read_text(encoding="utf-8")).body
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
)
STUBS = {node.name: node for node in BLOCK.body if isinstance(node, ast.FunctionDef)}
METHODS = {
    name: method for name, method in inspect.getmembers(Dataset, inspect.isroutine) if name in demandatlas.__all__
}


def run(code):
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("name", demandatlas.__all__)
def test_every_name_is_there(name):
    """Nothing is promised that is not kept."""
    assert getattr(demandatlas, name) is not None


def test_the_names_are_sorted_and_listed_once():
    """A list that is easy to read is easy to keep."""
    assert sorted(set(demandatlas.__all__)) == demandatlas.__all__


def test_dir_lists_the_names():
    """Completion in a shell offers what is public."""
    assert demandatlas.__all__ == dir(demandatlas)


def test_every_record_and_error_is_public():
    """Whatever a user can meet has a public name."""
    met = {record.__name__ for record in records.RECORDS.values()}
    met |= {
        name for name, value in vars(errors).items() if inspect.isclass(value) and value.__module__ == errors.__name__
    }

    assert set() == met - set(demandatlas.__all__)


def test_every_question_of_a_dataset_is_a_question_of_the_module():
    """Besides how a dataset is opened."""
    asked = {name for name, _ in inspect.getmembers(Dataset) if not name.startswith("_")}

    assert {"bundled", "open"} == asked - set(demandatlas.__all__)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("sites_usng", "module 'demandatlas' has no attribute 'sites_usng'; did you mean 'sites_using'?"),
        ("zzzzz", "module 'demandatlas' has no attribute 'zzzzz'"),
        ("TYPE_CHECK", "module 'demandatlas' has no attribute 'TYPE_CHECK'"),
    ],
)
def test_a_misspelt_name(name, message):
    """It names the nearest."""
    with pytest.raises(AttributeError) as caught:
        getattr(demandatlas, name)

    assert message == str(caught.value)


def test_import_star():
    """Gives the public names and nothing else."""
    names = json.loads(run("from demandatlas import *; import json; print(json.dumps([*globals()]))"))

    assert set(demandatlas.__all__) == {
        name for name in names if not name.startswith("__") or name == "__version__"
    } - {"json"}


def test_import_reads_nothing():
    """No data, no attrs, no cattrs: importing costs next to nothing."""
    loaded = run("import sys, demandatlas; print(*(name for name in sys.modules if 'attr' in name or 'atlas' in name))")

    assert "demandatlas" == loaded


def test_a_submodule_can_be_imported_first():
    """In whatever order the rooms are entered, none runs in a circle."""
    rooms = sorted(path.stem for path in Path(demandatlas.__file__).parent.glob("[a-z]*.py"))
    run(f"import importlib, sys\nfor room in {rooms}:\n    importlib.import_module('demandatlas.' + room)\n    "
        "[sys.modules.pop(name) for name in [*sys.modules] if name.startswith('demandatlas')]")  # fmt: skip

    assert "answers" in rooms


def test_sixty_four_threads_meet_the_package_cold():
    """One dataset is opened for all, and every answer is the same."""
    code = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
import demandatlas as da
barrier = Barrier(64)
def ask(_):
    barrier.wait()
    return id(da.sites), da.sites_using("letters").ids, da.agencies_for("hot-spots-2021").ids, da.When("2021").edtf
with ThreadPoolExecutor(64) as pool:
    print(len(set(pool.map(ask, range(64)))))
"""

    assert "1" == run(code)


def test_the_classes_of_the_package_survive_pickle():
    """They are found again under their own names."""
    names = [name for name in demandatlas.__all__ if inspect.isclass(getattr(demandatlas, name))]

    assert names == [
        name for name in names if pickle.loads(pickle.dumps(getattr(demandatlas, name))) is getattr(demandatlas, name)
    ]


def test_type_checkers_are_told_of_every_question():
    """What is spelt out for them is what there is."""
    assert sorted(METHODS) == sorted(STUBS)


@pytest.mark.parametrize("name", sorted(STUBS))
def test_type_checkers_are_told_the_same_parameters(name):
    """Names, order, kinds and defaults; where this fails, change the stub in ``__init__`` to what the method has."""
    there, told = inspect.signature(getattr(Dataset, name)), STUBS[name].args
    if not isinstance(inspect.getattr_static(Dataset, name), staticmethod):
        there = there.replace(parameters=list(there.parameters.values())[1:])
    plain = [
        (each.name, each.default is not each.empty)
        for each in there.parameters.values()
        if each.kind == each.POSITIONAL_OR_KEYWORD
    ]
    named = [
        (each.name, each.default is not each.empty)
        for each in there.parameters.values()
        if each.kind == each.KEYWORD_ONLY
    ]
    without = len(told.args) - len(told.defaults)

    assert (plain, named) == (
        [(each.arg, at >= without) for at, each in enumerate(told.args)],
        [(each.arg, default is not None) for each, default in zip(told.kwonlyargs, told.kw_defaults, strict=True)],
    )


@pytest.mark.parametrize("name", sorted(STUBS))
def test_type_checkers_are_told_the_same_types(name):
    """Written out in the same way; where this fails, change the stub in ``__init__`` to what the method has."""
    source = inspect.getsource(getattr(Dataset, name))
    method = ast.parse(textwrap.dedent(source)).body[0]
    told = [STUBS[name].returns, *(each.annotation for each in (*STUBS[name].args.args, *STUBS[name].args.kwonlyargs))]
    there = [each.annotation for each in (*method.args.args, *method.args.kwonlyargs) if each.arg != "self"]

    assert [*map(_written, [method.returns, *there])] == [*map(_written, told)]


def _written(annotation):
    return ast.unparse(annotation).replace("'", "")


@pytest.mark.parametrize("name", sorted(STUBS))
def test_type_checkers_are_told_the_same_summary(name):
    """An editor shows it beside the name; where this fails, change the stub in ``__init__`` to what the method has."""
    assert inspect.getdoc(getattr(Dataset, name)).splitlines()[0] == ast.get_docstring(STUBS[name])


def test_the_version_is_that_of_the_distribution():
    """What pip shows is what the package says."""
    from importlib.metadata import version

    assert version("demandatlas") == demandatlas.__version__


def test_no_environment_variable_changes_an_answer():
    """There are no process-wide switches."""
    used = [
        path.name
        for path in Path(demandatlas.__file__).parent.glob("*.py")
        if "environ" in path.read_text(encoding="utf-8")
    ]

    assert (["__main__.py"], True) == (used, "PATH" in os.environ)
