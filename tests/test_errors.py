"""Errors: one base class, what they say, and what they carry."""

import copy
import inspect
import pickle

import pytest

from demandatlas import errors
from demandatlas.errors import (
    AmbiguousLabelError,
    DataError,
    DemandAtlasError,
    ExportError,
    InvalidCountError,
    InvalidDateError,
    InvalidTypeError,
    InvalidValueError,
    MissingExtraError,
    SeedError,
    UncertainComparisonError,
    UnknownIdError,
)

EXAMPLES = (
    UnknownIdError("jon", "tactic", ["john_school"]),
    AmbiguousLabelError("Springfield", "site", ["springfield-il", "springfield-ma"]),
    InvalidDateError("cannot read it; write it like 2021"),
    InvalidCountError("cannot read it; write it like 46"),
    UncertainComparisonError("cannot tell; ask possibly_less"),
    InvalidValueError("not allowed; give another"),
    InvalidTypeError("not taken; give text"),
    DataError("sites.jsonl", "line 3", "is damaged; install again"),
    SeedError(["a.toml:1: id: wrong; mend it"]),
    MissingExtraError("pandas", "pandas"),
    ExportError("out.csv", "it is there already; give another path"),
)


def test_every_error_has_an_example_here():
    """The tests below see every error that the library has."""
    classes = {each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, DemandAtlasError)}

    assert {DemandAtlasError} | {type(each) for each in EXAMPLES} == classes


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_every_error_is_one_of_ours(error):
    """One ``except`` clause catches all of them."""
    assert isinstance(error, DemandAtlasError)


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (UnknownIdError, LookupError),
        (AmbiguousLabelError, LookupError),
        (InvalidDateError, ValueError),
        (InvalidCountError, ValueError),
        (UncertainComparisonError, ValueError),
        (InvalidValueError, ValueError),
        (InvalidTypeError, TypeError),
        (MissingExtraError, ImportError),
    ],
)
def test_an_error_is_the_builtin_one_too(error, builtin):
    """Code that knows nothing of the library catches what it would expect."""
    assert issubclass(error, builtin)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickle(error, protocol):
    """As it must to come back from another process: the same class, text and attributes."""
    back = pickle.loads(pickle.dumps(error, protocol))

    assert (type(error), str(error), vars(error)) == (type(back), str(back), vars(back))


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_survives_copy(error):
    """A copy says the same."""
    back = copy.copy(error)

    assert (type(error), str(error), vars(error)) == (type(back), str(back), vars(back))


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_a_message_names_its_remedy(error):
    """What was wrong, and what to do, with a ``;`` between."""
    assert ";" in str(error)


def test_unknown_id_with_one_neighbor():
    """It names what was asked, the kind, and the nearest."""
    error = UnknownIdError("jon_school", "tactic", ["john_school"])

    assert "no tactic is called 'jon_school'; did you mean 'john_school'?" == str(error)


def test_unknown_id_with_three_neighbors():
    """It names all of them, best first."""
    error = UnknownIdError("x", "site", ["a", "b", "c"])

    assert "no site is called 'x'; did you mean 'a', 'b' or 'c'?" == str(error)


def test_unknown_id_without_neighbors():
    """It says how to search."""
    error = UnknownIdError("x", "site")

    assert "no site is called 'x'; search with .find(text) on the table of that kind" == str(error)


def test_unknown_id_carries_its_data():
    """A program reads attributes, not the text."""
    error = UnknownIdError("x", "site", ["a"])

    assert ("x", "site", ("a",)) == (error.asked, error.kind, error.nearest)


def test_ambiguous_label_names_all_candidates():
    """Never a guess."""
    error = AmbiguousLabelError("Springfield", "site", ["springfield-il", "springfield-ma"])

    assert "'Springfield' fits more than one site; give one of the ids 'springfield-il' or 'springfield-ma'" == str(
        error
    )


def test_ambiguous_label_carries_its_data():
    """A program can offer the candidates."""
    error = AmbiguousLabelError("s", "site", ["a", "b"])

    assert ("s", "site", ("a", "b")) == (error.asked, error.kind, error.candidates)


def test_data_error_with_a_place():
    """File, place, problem."""
    assert "sites.jsonl, line 3: is damaged" == str(DataError("sites.jsonl", "line 3", "is damaged"))


def test_data_error_of_a_whole_file():
    """No place where the whole file is meant."""
    assert "sites.jsonl: is damaged" == str(DataError("sites.jsonl", "", "is damaged"))


def test_seed_error_lists_all_problems():
    """One line a problem, under one that counts them."""
    expected = "the seeds have 2 problem(s); mend them and check again:\n  one\n  two"

    assert expected == str(SeedError(["one", "two"]))


def test_missing_extra_says_what_to_install():
    """The command can be pasted."""
    expected = "pyarrow is not installed; install it with: python -m pip install 'demandatlas[arrow]'"

    assert expected == str(MissingExtraError("pyarrow", "arrow"))
