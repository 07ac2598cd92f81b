"""The reference: signatures as they are written, links to what they name, and the vocabularies."""

import ast
import inspect
import textwrap
from typing import Any

import attrs
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import demandatlas
from demandatlas import ids
from demandatlas.records import RECORDS
from demandatlas.vocabulary import VOCABULARY

PUBLIC = set(demandatlas.__all__)
MODULES = ("demandatlas", "demandatlas.ids")
_COLON = "\ue000"
UNLINKED = {
    "LongForm": "demandatlas.Table",
    "Stamp": "demandatlas.stamp",
    "Style": "demandatlas.cite",
    "Value": "demandatlas.Statement",
    "What": "demandatlas.Change",
    "WhenLike": "demandatlas.When",
}
"""Names of types that have no entry of their own, by the entry that explains them."""


def setup(app: Any) -> dict[str, bool]:
    """Connect the extension to Sphinx."""
    app.add_directive("vocabularies", Vocabularies)
    app.add_directive("tables", Tables)
    app.connect("autodoc-process-signature", written_signature)
    app.connect("autodoc-process-docstring", plain_tables)
    app.connect("autodoc-process-docstring", written_fields, priority=400)  # before napoleon
    app.connect("autodoc-process-docstring", _hide_colons, priority=400)
    app.connect("autodoc-process-docstring", _show_colons, priority=600)  # after it
    app.connect("missing-reference", public_reference)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def written_signature(
    app: Any, what: str, name: str, obj: Any, options: Any, signature: str | None, returns: str | None
) -> tuple[str, str] | None:
    """The signature as the source has it: ``TacticId`` rather than its fifteen values."""
    if what not in ("function", "method") or signature is None:
        return None
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(getattr(obj, "__func__", obj)))))
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef):
        return None
    arguments = function.args
    if arguments.args and arguments.args[0].arg in ("self", "cls"):
        arguments.args.pop(0)
    answer = _unquoted(function.returns)
    return f"({_unquoted(arguments)})", answer


def _unquoted(node: ast.AST | None) -> str:
    """A part of a signature as text, annotations without quotes."""
    for each in ast.walk(node) if node else ():
        for field, value in ast.iter_fields(each):
            if field in ("annotation", "returns") and isinstance(value, ast.Constant) and isinstance(value.value, str):
                setattr(each, field, ast.parse(value.value, mode="eval").body)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ast.unparse(node) if node else ""


def written_fields(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """The fields that a docstring tells, each with its type and default as the source has them."""
    if what not in ("class", "exception") or "Attributes:" not in lines:
        return
    at = lines.index("Attributes:")
    types = written_types(obj)
    fields = (
        line for field, told in fields_in(lines[at + 1 :]) for line in _entry(field, told, *types.get(field, ("", "")))
    )
    lines[at:] = ["", *fields]


def fields_in(lines: list[str]) -> list[tuple[str, str]]:
    """The fields of an ``Attributes:`` section with what is told of each, in order."""
    found: list[tuple[str, str]] = []
    for line in filter(None, (line.rstrip() for line in lines)):
        if len(line) - len(line.lstrip()) == 4:
            name, _, told = line.strip().partition(": ")
            found.append((name, told))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
    return found


def written_types(cls: type) -> dict[str, tuple[str, str]]:
    """For each field of a class and its bases, its type and its default as written; empty where there is none."""
    found: dict[str, tuple[str, str]] = {}
    for each in reversed([base for base in cls.__mro__ if base.__module__.startswith("demandatlas")]):
        tree = ast.parse(textwrap.dedent(inspect.getsource(each))).body[0]
        for line in getattr(tree, "body", []):
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                default = ast.unparse(line.value) if line.value else ""
                found[line.target.id] = (ast.unparse(line.annotation), "" if default.startswith("attrs.") else default)
    return found


def _entry(name: str, told: str, type_: str, default: str) -> list[str]:
    options = [f"   :type: {type_}"] * bool(type_) + [f"   :value: {default}"] * bool(default)
    return [f".. attribute:: {name}", *options, "", f"   {told[:1].upper()}{told[1:]}", ""]


def plain_tables(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Tables of the docstrings are Markdown; here they become lists that reStructuredText knows."""
    kept = [line for line in lines if not line.strip().startswith(("|---", "| ---"))]
    lines[:] = [_item(line) if line.strip().startswith("|") else line for line in kept]


def _item(line: str) -> str:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    return f"* {': '.join(cells)}"


def _hide_colons(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Napoleon takes what stands before a colon for the type of a property; here it is the begin of a sentence."""
    if what == "property":
        lines[:] = [line.replace(": ", _COLON) for line in lines]


def _show_colons(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    lines[:] = [line.replace(_COLON, ": ") for line in lines]


def public_reference(app: Any, env: Any, node: Any, content: nodes.Element) -> nodes.Node | None:
    """What a name in a signature or docstring leads to: its public entry, wherever the class is defined."""
    if node.get("refdomain") != "py":
        return None
    name = UNLINKED.get(last := node["reftarget"].rpartition(".")[2], last)
    domain = env.get_domain("py")
    for full in (name, *(f"{module}.{name}" for module in MODULES)):
        if full in domain.objects:
            found = domain.objects[full]
            uri = app.builder.get_relative_uri(node["refdoc"], found.docname)
            return nodes.reference("", "", content, internal=True, refuri=f"{uri}#{found.node_id}")
    return None


class Vocabularies(SphinxDirective):
    """Every closed vocabulary: its terms with their meaning, and the fields that are of it."""

    def run(self) -> list[nodes.Node]:
        """One section a vocabulary."""
        lines = [line for name in sorted(VOCABULARY) for line in vocabulary_section(name)]
        lines += [
            line for name in ("TacticId", "SiteId", "OperationId", "SeriesId", "AgencyId") for line in _id_type(name)
        ]
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


def vocabulary_section(name: str) -> list[str]:
    """The MyST text of one vocabulary."""
    fields = [f"`{where}`" for where in fields_of_type(getattr(ids, name))]
    used = f"For {', '.join(fields)}." if fields else ""
    terms = [f"| `{term}` | {meaning} |" for term, meaning in sorted(VOCABULARY[name].items())]
    return [
        f"## {name}", "", f"```{{py:type}} demandatlas.ids.{name}", ":no-contents-entry:", "```", "", used, "",
        "| term | meaning |", "|---|---|", *terms, "",
    ]  # fmt: skip


def fields_of_type(literal: Any) -> list[str]:
    """The fields of public classes whose values are of a vocabulary."""
    classes = [getattr(demandatlas, name) for name in sorted(PUBLIC)]
    found = (cls for cls in classes if inspect.isclass(cls) and attrs.has(cls))
    return [
        f"{cls.__name__}.{field.name}" for cls in found for field in attrs.fields(cls) if _holds(field.type, literal)
    ]


def _holds(type_: Any, literal: Any) -> bool:
    return type_ == literal or literal in getattr(type_, "__args__", ())


def _id_type(name: str) -> list[str]:
    plural = {"TacticId": "tactics", "SiteId": "sites", "OperationId": "operations", "SeriesId": "series"}
    table = plural.get(name, "agencies")
    return [
        f"## {name}", "", f"```{{py:type}} demandatlas.ids.{name}", ":no-contents-entry:", "```", "",
        f"The ids of `da.{table}`, so that an editor completes them and a type checker knows them. ",
        "At run time a label or a record will do as well.", "",
    ]  # fmt: skip


class Tables(SphinxDirective):
    """Every table of a dataset, from the docstrings of its properties."""

    def run(self) -> list[nodes.Node]:
        """One entry a table."""
        rows = [line for record in RECORDS.values() for line in _table_entry(record.TABLE, record.__name__)]
        return self.parse_text_to_nodes("\n".join(rows))


def _table_entry(table: str, record: str) -> list[str]:
    told = inspect.getdoc(getattr(demandatlas.Dataset, table)) or ""
    return [f"```{{py:data}} demandatlas.{table}", f":type: Table[{record}]", "", told, "```", ""]
