"""The public interface as a text that is read in a diff: ``python tests/interface.py --write`` puts it on file.

Names, parameters, fields, terms and columns stand there, each on a line of its own, with its type as the source writes
it; ids of data do not, ``seeds/published.txt`` keeps those. Two such texts tell which version number the step from one
to the other needs.
"""

import argparse
import ast
import importlib
import inspect
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import attrs

import demandatlas
from demandatlas.export._forms import ROWS, all_forms, wide_form

FILE = Path(__file__).parent / "data" / "interface.txt"
PACKAGE = Path(demandatlas.__file__).parent
COMMAND = "python tests/interface.py --write"
DATA_IDS = {"AgencyId", "OperationId", "SeriesId", "SiteId"}
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
LEVELS = ("major", "minor")


class Line(NamedTuple):
    """What is promised of one name: where it stands, what it is, and its type and default as written."""

    owner: str
    role: str
    name: str
    type: str = ""
    default: str = ""
    place: str = ""

    def __str__(self) -> str:
        words = [self.role, *filter(None, (self.place, self.name))]
        return f"{' '.join(words)}{self.type and f': {self.type}'}{self.default and f' = {self.default}'}"


class Difference(NamedTuple):
    """A step from one interface to another: which number of the version it raises, and why."""

    level: str
    what: str

    def __str__(self) -> str:
        return f"{self.level}: {self.what}"


# What there is


def interface() -> list[Line]:
    """Every line of the public interface, by owner, in the order of the source."""
    lines = [Line("demandatlas", "name", name) for name in demandatlas.__all__]
    public = [getattr(demandatlas, name) for name in demandatlas.__all__ if inspect.isclass(_held(name))]
    rooms = (importlib.import_module("demandatlas.export"), importlib.import_module("demandatlas.plots"))
    classes = [*public, *(each for room in rooms for each in _public_of(room) if inspect.isclass(each))]
    for cls in classes:
        lines += _class_lines(cls)
    for room in rooms:
        for function in (each for each in _public_of(room) if inspect.isfunction(each)):
            lines += _function_lines(_tree(function), f"{room.__name__.rpartition('.')[2]}.{function.__name__}")
    lines += _term_lines(lines)
    lines += _column_lines()
    lines += _command_lines()
    return sorted(lines, key=lambda line: line.owner.casefold())


def _held(name: str) -> object:
    return getattr(demandatlas, name)


def _public_of(room: object) -> list[object]:
    return [getattr(room, name) for name in room.__all__]  # type: ignore[attr-defined]


def _tree(of: object) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(of))).body[0]  # type: ignore[arg-type]


def _class_lines(cls: type) -> Iterator[Line]:
    """Bases, fields, attributes and methods; those of private bases are taken for its own."""
    public = {getattr(demandatlas, name) for name in demandatlas.__all__ if inspect.isclass(_held(name))}
    bases = [base for base in cls.__bases__ if base in public or base.__module__ == "builtins"]
    yield from (Line(cls.__name__, "is", base.__name__) for base in bases if base is not object)
    rooms = [each for each in cls.__mro__ if each is cls or (each not in public and _is_ours(each))]
    own: dict[tuple[str, str, str], Line] = {}
    for line in (line for room in rooms for line in _own_lines(cls.__name__, room)):
        own.setdefault((line.owner, line.role, line.name), line)
    yield from own.values()


def _is_ours(cls: type) -> bool:
    return cls.__module__.startswith("demandatlas")


def _own_lines(owner: str, cls: type) -> Iterator[Line]:
    tree = _tree(cls)
    assert isinstance(tree, ast.ClassDef)
    attributes = _documented(cls) if issubclass(cls, Exception) else ()
    yield from (Line(owner, "has", name) for name in attributes)
    made = {field.name: field for field in attrs.fields(cls) if field.init} if attrs.has(cls) else {}
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name, written = node.target.id, ast.unparse(node.annotation)
            if not name.startswith("_") and not written.startswith("ClassVar") and attrs.has(cls):
                default = ast.unparse(node.value) if node.value and name in made else ""
                place = str([*made].index(name) + 1) if name in made and not made[name].kw_only else ""
                yield Line(owner, "has", name, _plain(written), default, place)
        elif isinstance(node, FUNCTION) and _is_public(node):
            yield from _method_lines(node, owner)


def _documented(cls: type) -> list[str]:
    """The attributes of an error, as its docstring lists them."""
    section = inspect.cleandoc(cls.__doc__ or "").partition("Attributes:\n")[2]
    return re.findall(r"^    (\w+): ", section, re.MULTILINE)


def _is_public(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    hidden = {"__attrs_post_init__", "__init__", "__reduce__", "__setattr__", "__delattr__", "__copy__", "__deepcopy__"}
    dunder = node.name.startswith("__") and node.name.endswith("__")
    overloaded = any(ast.unparse(each) == "overload" for each in node.decorator_list)
    return (dunder or not node.name.startswith("_")) and node.name not in hidden and not overloaded


def _method_lines(node: ast.FunctionDef | ast.AsyncFunctionDef, owner: str) -> Iterator[Line]:
    marks = {ast.unparse(each) for each in node.decorator_list}
    if marks & {"property", "cached_property"}:
        yield Line(owner, "has", node.name, _plain(ast.unparse(node.returns)) if node.returns else "")
    else:
        yield from _function_lines(node, f"{owner}.{node.name}", bound="staticmethod" not in marks)


def _function_lines(node: ast.AST, owner: str, *, bound: bool = False) -> Iterator[Line]:
    assert isinstance(node, FUNCTION)
    arguments = node.args
    placed = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(placed) - len(arguments.defaults)) + list(arguments.defaults)
    for at, (each, default) in enumerate(list(zip(placed, defaults, strict=True))[bound:], start=1):
        yield _parameter(owner, each, default, str(at))
    for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _parameter(owner, each, default, "*")
    for each, stars in ((arguments.vararg, "*"), (arguments.kwarg, "**")):
        if each:
            yield Line(owner, "takes", f"{stars}{each.arg}", _annotation(each), default="...")
    yield Line(owner, "gives", "", _plain(ast.unparse(node.returns)) if node.returns else "")


def _parameter(owner: str, each: ast.arg, default: ast.expr | None, place: str) -> Line:
    return Line(owner, "takes", each.arg, _annotation(each), ast.unparse(default) if default else "", place)


def _annotation(each: ast.arg) -> str:
    return _plain(ast.unparse(each.annotation)) if each.annotation else ""


def _plain(written: str) -> str:
    """A type as written, without the quotation marks that only put off its reading."""
    whole = re.fullmatch(r"'(.*)'", written)
    return whole[1] if whole else written


def _term_lines(lines: Iterable[Line]) -> Iterator[Line]:
    """The closed lists and other short names that the types of these lines use, and those that they use in turn."""
    waiting = {word for line in lines for word in re.findall(r"\w+", line.type)}
    done: set[str] = set()
    while waiting - done:
        name = min(waiting - done)
        done.add(name)
        written = _aliases().get(name)
        if written is None:
            continue
        if name in DATA_IDS:
            yield Line(name, "holds", "", "ids of data")
        elif written.startswith("Literal["):
            terms = ast.literal_eval(f"({written.removeprefix('Literal[').removesuffix(']').strip('()')},)")
            yield from (Line(name, "term", term) for term in sorted(terms))
        else:
            yield Line(name, "holds", "", written)
            waiting |= set(re.findall(r"\w+", written))


@cache
def _aliases() -> Mapping[str, str]:
    """The types that a module of the reading side gives a short name."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.glob("**/*.py")):
        if "curate" not in path.parts:
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript | ast.BinOp):
                    found |= {each.id: ast.unparse(node.value) for each in node.targets if isinstance(each, ast.Name)}
    return found


def _column_lines() -> Iterator[Line]:
    """The tables that exports write, and their columns."""
    answers = [wide_form(cls) for kind, cls in ROWS.items() if kind in ("coverage", "event", "tie")]
    for form in (*all_forms(), *answers):
        for column in form.columns:
            yield Line(
                f"rows of {form.name}", "column", column.name, f"{column.type}{' | None' * (not column.required)}"
            )


def _command_lines() -> Iterator[Line]:
    """The commands of curators, with what each takes."""
    from demandatlas.curate.__main__ import _parser

    (commands,) = (each for each in _parser()._actions if isinstance(each, argparse._SubParsersAction))
    for name, parser in commands.choices.items():
        for each in parser._actions:
            if each.dest != "help":
                optional = bool(each.option_strings) or each.nargs == "?"
                option = (each.option_strings or [each.metavar or each.dest])[0]
                yield Line(f"curate {name}", "takes", option, default="..." if optional else "")


# On file


def text_of(lines: Iterable[Line], version: str) -> str:
    """The interface as it stands on file."""
    owners: dict[str, list[str]] = {}
    for line in lines:
        owners.setdefault(line.owner, []).append(f"    {line}")
    head = f"# The public interface of demandatlas {version}; written by `{COMMAND}`, not by hand.\n"
    return head + "".join(f"\n{owner}\n" + "".join(f"{each}\n" for each in held) for owner, held in owners.items())


_LINE = re.compile(
    r"    (?P<role>is|has|takes|gives|holds|term|column|name)"
    r"(?: (?P<place>\d+|\*)(?= ))?(?: (?P<name>[^\s:=]+))?"
    r"(?:: (?P<type>.*?))?(?: = (?P<default>.*))?"
)


def lines_of(text: str) -> list[Line]:
    """The lines of an interface on file."""
    lines, owner = [], ""
    for number, written in enumerate(text.splitlines(), start=1):
        if written.startswith("    "):
            found = _LINE.fullmatch(written)
            if not found:
                raise ValueError(f"line {number} of the interface cannot be read: {written!r}; run {COMMAND}")
            lines.append(Line(owner, **{name: value or "" for name, value in found.groupdict().items()}))
        elif written and not written.startswith("#"):
            owner = written
    return lines


def version_of(text: str) -> str:
    """The version that an interface on file is of."""
    return text.partition(";")[0].rpartition(" ")[2]


# What a step means


def differences(old: Iterable[Line], new: Iterable[Line]) -> list[Difference]:
    """What changed from one interface to another, the gravest first."""
    before, after = ({(each.owner, each.role, each.name): each for each in lines} for lines in (old, new))
    owners = {owner for owner, _, _ in before}
    found = [Difference("major", f"{_told(before[key])} is gone") for key in before.keys() - after.keys()]
    found += [_added(after[key], owners) for key in after.keys() - before.keys()]
    found += [_changed(before[key], after[key]) for key in before.keys() & after.keys() if before[key] != after[key]]
    return sorted(found)


def _told(line: Line) -> str:
    return f"{line.owner}: {line}"


def _added(line: Line, owners: set[str]) -> Difference:
    if line.role == "takes" and not line.default and line.owner in owners:
        return Difference("major", f"{_told(line)} is new and has to be given")
    return Difference("minor", f"{_told(line)} is new")


def _changed(old: Line, new: Line) -> Difference:
    return Difference("minor" if _is_compatible(old, new) else "major", f"{_told(old)} is now: {new}")


def _is_compatible(old: Line, new: Line) -> bool:
    """Whether whoever used the old goes on as before: more is taken, or less can come back."""
    kept = old.place == new.place or (old.place == "*" and new.place.isdigit())
    narrow, wide = (old.type, new.type) if old.role == "takes" else (new.type, old.type)
    return kept and old.default in ("", new.default) and _members(narrow) <= _members(wide)


def _members(written: str) -> set[str]:
    """The types of a union; commas and bars within brackets part nothing."""
    depth, members = 0, [""]
    for sign in written:
        depth += (sign in "[(") - (sign in "])")
        if sign == "|" and not depth:
            members.append("")
        else:
            members[-1] += sign
    return {member.strip() for member in members}


def needed(version: str, found: Iterable[Difference]) -> str:
    """The least version that may follow another one with these differences; before 1.0 each number is one lower."""
    major, minor, patch = map(int, version.split("."))
    levels = {each.level for each in found}
    steps = [f"{major + 1}.0.0", f"{major}.{minor + 1}.0"] if major else [f"0.{minor + 1}.0", f"0.{minor}.{patch + 1}"]
    return next((step for level, step in zip(LEVELS, steps, strict=True) if level in levels), version)


def report(old: str) -> str:
    """What differs from an interface on file, and what to do; empty where nothing does."""
    found = differences(lines_of(old), interface())
    if not found:
        return ""
    listed = "\n".join(f"  {each}" for each in found)
    after = version_of(old)
    return (
        f"the public interface differs from that of {after}:\n{listed}\n"
        f"if this is meant and {after} was released, the next version is at least {needed(after, found)}; "
        f"tell of it in CHANGELOG.md and run: {COMMAND}"
    )


def undeclared_since(released: str, version: str) -> str:
    """Why a version is too low for what changed since a release; empty where it is not."""
    least = needed(version_of(released), differences(lines_of(released), interface()))
    if tuple(map(int, version.split("."))) >= tuple(map(int, least.split("."))):
        return ""
    return f"{report(released)}\nthe version is {version}; raise __version__ to {least} at least"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    parser.add_argument(
        "--since", type=Path, help="the file of the last release: say whether the version is high enough"
    )
    given = parser.parse_args()
    if given.write:
        FILE.write_text(text_of(interface(), demandatlas.__version__), "utf-8")
    problem = undeclared_since(given.since.read_text("utf-8"), demandatlas.__version__) if given.since else ""
    print(problem, end="\n" if problem else "")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
