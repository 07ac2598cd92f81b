"""The reference says what the source says: signatures, fields, vocabularies, and where a name leads."""

from sitetools import needs

needs("sphinx")

from types import SimpleNamespace
from typing import Any

import apireference
import pagetexts
import pytest
from docutils import nodes
from docutils.utils import new_document

import demandatlas as da


def signature(what: str, obj: Any) -> Any:
    return apireference.written_signature(None, what, "name", obj, None, "()", None)


class TestSignatures:
    def test_types_are_named_not_spelt_out(self) -> None:
        """The fifteen ids of the tactics stand behind one name."""
        given, answer = signature("function", da.tactics_of)

        assert (
            "(site: SiteId | str | Site, *, standing: Standing | Sequence[Standing]=EVER_USED)",
            "Table[Tactic]",
        ) == (
            given,
            answer,
        )

    def test_quoted_types_lose_their_quotes(self) -> None:
        """As do those of the answer."""
        given, answer = signature("method", da.Count.parse)

        assert ("(text: str)", "Count") == (given, answer)

    def test_a_quoted_argument(self) -> None:
        """An annotation in quotes is read as what it says."""
        given, _ = signature("method", da.Count.hull)

        assert "(other: Count)" == given

    @pytest.mark.parametrize(("what", "obj"), [("class", da.Count), ("property", da.Count.is_exact)])
    def test_others_are_left_alone(self, what: str, obj: Any) -> None:
        """Only what can be called has a signature."""
        assert signature(what, obj) is None

    def test_what_is_no_function_is_left_alone(self) -> None:
        """A class that is listed as a function keeps its own signature."""
        assert signature("function", da.Count) is None


class TestFields:
    def test_a_field_with_type_default_and_meaning(self) -> None:
        """A section of the docstring becomes entries, with the type and default of the source."""
        lines = [
            "A pointer.",
            "",
            "Attributes:",
            "    source: id of the source.",
            "    note: what a reader,",
            "        should know.",
            "",
        ]
        apireference.written_fields(None, "class", "name", da.Evidence, None, lines)

        assert [
            "A pointer.",
            ".. attribute:: source",
            "   :type: str",
            "   Id of the source.",
            ".. attribute:: note",
            "   :type: str",
            "   :value: ''",
            "   What a reader, should know.",
        ] == [line for line in lines if line]

    def test_a_field_that_the_source_does_not_type(self) -> None:
        """It is told without a type: the fields of errors are set when one is raised."""
        lines = ["An error.", "Attributes:", "    asked: what was asked."]
        apireference.written_fields(None, "exception", "name", da.UnknownIdError, None, lines)

        assert [".. attribute:: asked", "   What was asked."] == [line for line in lines[1:] if line]

    def test_types_and_defaults_as_written(self) -> None:
        """Also those of a base class; a factory is no default."""
        types = apireference.written_types(da.Site)

        assert (("SiteKind", ""), ("int | None", "None"), ("str", "")) == (
            types["kind"],
            types["population"],
            types["id"],
        )

    def test_a_factory_is_no_default(self) -> None:
        """It would tell a reader nothing."""
        assert ("Mapping[str, float]", "") == apireference.written_types(da.Quality)["unknown_share"]

    @pytest.mark.parametrize(("what", "lines"), [("function", ["Attributes:"]), ("class", ["A thing."])])
    def test_other_docstrings_stay(self, what: str, lines: list[str]) -> None:
        """Those of functions, and those without such a section."""
        before = list(lines)
        apireference.written_fields(None, what, "name", da.Site, None, lines)

        assert before == lines

    def test_a_table_becomes_a_list(self) -> None:
        """Its rule goes, its rows stay."""
        lines = ["| text | meaning |", "|---|---|", "| ``46`` | exactly |", "Words."]
        apireference.plain_tables(None, "module", "name", None, None, lines)

        assert ["* text: meaning", "* ``46``: exactly", "Words."] == lines

    def test_a_colon_in_a_property_survives(self) -> None:
        """It is hidden from what would take it for a type, and shown again."""
        lines = ["SHA-256 over the files: the same where they are."]
        apireference._hide_colons(None, "property", "name", None, None, lines)
        hidden = list(lines)
        apireference._show_colons(None, "property", "name", None, None, lines)

        assert (False, ["SHA-256 over the files: the same where they are."]) == (": " in hidden[0], lines)

    def test_a_colon_elsewhere_is_not_touched(self) -> None:
        """In a function it may introduce a type."""
        lines = ["a: b"]
        apireference._hide_colons(None, "function", "name", None, None, lines)

        assert ["a: b"] == lines


class TestNames:
    def resolved(self, target: str, domain: str = "py") -> Any:
        held = SimpleNamespace(docname="reference/questions", node_id="demandatlas.When")
        env = SimpleNamespace(get_domain=lambda name: SimpleNamespace(objects={"demandatlas.When": held}))
        app = SimpleNamespace(builder=SimpleNamespace(get_relative_uri=lambda source, to: f"{to}.html"))
        node = {"refdomain": domain, "reftarget": target, "refdoc": "index"}
        return apireference.public_reference(app, env, node, nodes.Text("x"))

    @pytest.mark.parametrize("target", ["When", "demandatlas.when.When", "WhenLike"])
    def test_a_name_leads_to_its_public_entry(self, target: str) -> None:
        """Wherever the class is defined, and for a type that the class explains."""
        assert "reference/questions.html#demandatlas.When" == self.resolved(target)["refuri"]

    @pytest.mark.parametrize(("target", "domain"), [("Nothing", "py"), ("When", "std")])
    def test_others_are_left_alone(self, target: str, domain: str) -> None:
        """So that Sphinx can warn of them."""
        assert self.resolved(target, domain) is None


class TestPageTexts:
    def test_links_are_turned_to_where_they_lead_here(self) -> None:
        """No page shown here links to a file that only the repository has."""
        texts = [pagetexts.shown(page) for page in pagetexts.SHOWN]

        assert [] == [text for text in texts if "](CODEBOOK.md" in text or "](README.md" in text]

    def test_pages_that_are_not_written_are_left_out(self) -> None:
        """The others lose their mark; a name from the root is found too."""
        text = "place\n? as-of\n? cite\n? /quality\n"

        assert "place\ncite\n/quality\n" == pagetexts.without_unwritten(
            text, {"guides/cite", "quality"}, "guides/index"
        )

    def test_code_ends_with_its_last_line(self) -> None:
        """The empty line that ends a doctest is not shown; marked-up code is left alone."""
        document = new_document("")
        document += [nodes.literal_block("a\n\n", "a\n\n"), nodes.literal_block("b", "x\n")]
        pagetexts.trim_code(None, document)

        assert ["a", "x\n"] == [block.astext() for block in document.findall(nodes.literal_block)]
