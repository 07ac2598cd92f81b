"""Tables: immutable sequences that know their ids."""

import copy
import pickle

import pytest
from builders import agency, program, site, source

from demandatlas.answers import Coverage
from demandatlas.errors import AmbiguousLabelError, InvalidTypeError, InvalidValueError, UnknownIdError
from demandatlas.table import Table

AUBURN = site("auburn-al", "Auburn", "AL", population=76143, listed_tactics=("letters", "cameras"))
DOVER = site("dover-de", "Dover", "DE", population=39403, listed_tactics=("cameras",))
SPRINGFIELDS = (
    site("springfield-il", population=114394),
    site("springfield-ma", state="MA", geoid="2567000", kind="city"),
    site("springfield-township-mi", "Springfield Township", "MI", "township"),
)
SITES = Table.of((AUBURN, DOVER, *SPRINGFIELDS), "site", "sites")
FBI = agency("fbi", "federal", name="Federal Bureau of Investigation", aliases=("FBI", "The <Bureau>"))


def test_how_many():
    """Its length is that of its rows."""
    assert (5, 0) == (len(SITES), len(Table.of((), "site")))


def test_an_empty_table_is_false():
    """As an empty tuple."""
    assert (True, False) == (bool(SITES), bool(Table.of((), "site")))


def test_rows_in_order():
    """Iterating gives the rows as they were given."""
    assert (AUBURN, DOVER, *SPRINGFIELDS) == tuple(SITES)


def test_ids_in_order():
    """Without making a single row."""
    assert ("b", "a") == Table(("b", "a"), lambda id: pytest.fail(f"made {id}"), "site").ids


def test_what_it_says_of_itself():
    """Its kind, and what was asked of which data."""
    table = Table.of((AUBURN,), "site", "sites", data="data of today")

    assert ("site", "sites", "sites on data of today") == (table.kind, table.asked, table.question)


def test_a_question_without_data():
    """What was asked, alone."""
    assert "sites" == SITES.question


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (0, AUBURN), (-1, SPRINGFIELDS[2]), ("dover-de", DOVER), ("Dover, DE", DOVER), ("dover", DOVER),
        ("DOVER", DOVER), (DOVER, DOVER), ("Springfield, MA", SPRINGFIELDS[1]),
    ],
)  # fmt: skip
def test_a_row(asked, expected):
    """By position, id, label in any case, or record."""
    assert expected == SITES[asked]


@pytest.mark.parametrize("asked", ["FBI", "fbi", "Federal Bureau of Investigation", "the bureau"])
def test_a_row_by_alias(asked):
    """As sources print it."""
    assert FBI == Table.of((FBI,), "agency")[asked]


@pytest.mark.parametrize("asked", [5, -6])
def test_no_such_position(asked):
    """As for a tuple."""
    with pytest.raises(IndexError):
        SITES[asked]


def test_a_misspelt_id_names_the_nearest():
    """Kind, what was asked, and what comes nearest."""
    with pytest.raises(UnknownIdError, match=r"no site is called 'dovr-de'; did you mean 'dover-de'\?"):
        SITES["dovr-de"]


@pytest.mark.parametrize("asked", ["", "...", "auburn-al-us", "\ud800"])
def test_no_such_id(asked):
    """Nothing is guessed."""
    with pytest.raises(UnknownIdError):
        SITES[asked]


def test_a_record_that_is_not_in_it():
    """By its id."""
    with pytest.raises(UnknownIdError, match="'fbi'"):
        SITES[FBI]


def test_a_label_that_fits_two():
    """Both are named, and none is guessed."""
    with pytest.raises(AmbiguousLabelError) as caught:
        SITES["Springfield"]

    assert ("springfield-il", "springfield-ma") == caught.value.candidates


def test_a_label_that_fits_one_of_those_left():
    """A narrowed table knows only its own rows."""
    assert SPRINGFIELDS[1] == SITES.where(state="MA")["Springfield"]


@pytest.mark.parametrize("asked", [None, 1.5, b"dover-de", ("dover-de",), object()])
def test_what_is_no_id(asked):
    """A wrong type is an error of its own."""
    with pytest.raises(InvalidTypeError, match=r"cannot look up .* among site rows; give an id, a label, a record"):
        SITES[asked]


def test_get():
    """A row, or none, or what was given instead."""
    assert (DOVER, None, AUBURN) == (SITES.get("Dover"), SITES.get("nowhere"), SITES.get("nowhere", AUBURN))


def test_get_of_a_label_that_fits_two():
    """It is a question that has no answer, not a miss."""
    with pytest.raises(AmbiguousLabelError):
        SITES.get("Springfield")


@pytest.mark.parametrize("asked", ["dover-de", "Dover, DE", "Springfield", DOVER])
def test_what_is_in_it(asked):
    """An id, a label, a record."""
    assert asked in SITES


@pytest.mark.parametrize("asked", ["nowhere", "", None, 3, ["dover-de"], FBI, site("dover-de", "Dover", "DE")])
def test_what_is_not_in_it(asked):
    """Another record under the same id is another record."""
    assert asked not in SITES


@pytest.mark.parametrize(
    ("asked", "expected", "question"),
    [
        (slice(1, 3), ("dover-de", "springfield-il"), "sites[1:3]"),
        (slice(None, None, -1), tuple(reversed(SITES.ids)), "sites[::-1]"),
        (slice(None, 1), ("auburn-al",), "sites[:1]"),
        (slice(9, None), (), "sites[9:]"),
    ],
)
def test_a_slice_is_a_table(asked, expected, question):
    """It says how it was cut."""
    assert (expected, question) == (SITES[asked].ids, SITES[asked].asked)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spring", ("springfield-il", "springfield-ma", "springfield-township-mi")),
        ("Springfield Township", ("springfield-township-mi",)),
        ("field, MA", ("springfield-ma",)),
        ("nowhere", ()),
        ("de", ("dover-de",)),
    ],
)
def test_find(text, expected):
    """A part of a name, in any case."""
    assert expected == SITES.find(text).ids


def test_find_puts_whole_names_first():
    """Whatever the order of ids."""
    table = Table.of((site("a-il", "Salem Heights"), site("b-il", "Salem")), "site")

    assert ("b-il", "a-il") == table.find("salem").ids


def test_find_says_what_was_asked():
    """For a log."""
    assert "sites.find('x')" == SITES.find("x").asked


@pytest.mark.parametrize("text", ["", " ", "...", "-"])
def test_find_nothing(text):
    """It would find everything."""
    with pytest.raises(InvalidValueError, match="it holds no letter or digit; give a part of a name"):
        SITES.find(text)


@pytest.mark.parametrize("text", [None, 3, DOVER])
def test_find_what_is_no_text(text):
    """A wrong type is an error of its own."""
    with pytest.raises(InvalidTypeError, match=r"\.find takes text"):
        SITES.find(text)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"state": "DE"}, ("dover-de",)),
        ({"kind": "city", "name": "Springfield"}, ("springfield-il", "springfield-ma")),
        ({"listed_tactics": "letters"}, ("auburn-al",)),
        ({"listed_tactics": ("cameras",)}, ("dover-de",)),
        ({"geoid": None}, ("auburn-al", "dover-de", "springfield-il", "springfield-township-mi")),
        ({"state": "ZZ"}, ()),
        ({}, SITES.ids),
    ],
)
def test_where(fields, expected):
    """All of the fields; among the values of a field of many."""
    assert expected == SITES.where(**fields).ids


def test_where_says_what_was_asked():
    """For a log."""
    assert "sites.where(state='DE', kind='city')" == SITES.where(state="DE", kind="city").asked


@pytest.mark.parametrize(
    ("name", "hint"), [("stat", r"did you mean 'state'\?"), ("zzzzz", "it has id, statements, name, state, kind")]
)
def test_where_of_a_field_that_there_is_not(name, hint):
    """The nearest, or all of them."""
    with pytest.raises(InvalidValueError, match=f"a Site has no field '{name}'; {hint}"):
        SITES.where(**{name: "x"})


def test_equal_tables():
    """The same rows in the same order, whatever was asked."""
    assert SITES == Table.of(tuple(SITES), "site", "another question")


@pytest.mark.parametrize(
    "other",
    [SITES[:2], SITES[::-1], Table.of((site("auburn-al"), *SITES[1:]), "site"), tuple(SITES), None, "sites"],
    ids=["shorter", "reversed", "another row", "a tuple", "none", "text"],
)
def test_unequal_tables(other):
    """Other rows, another order, or no table."""
    assert SITES != other


def test_equal_tables_have_equal_hashes():
    """They can be kept in a set."""
    assert 1 == len({SITES, Table.of(tuple(SITES), "site")})


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(protocol):
    """Rows, kind, question, data and note."""
    table = Table.of(SITES, "site", "sites", "data of today", "read with care")
    back = pickle.loads(pickle.dumps(table, protocol))

    assert (table, "site", table.question, "read with care", hash(table)) == (
        back, back.kind, back.question, back.note, hash(back)
    )  # fmt: skip


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_copy(copied):
    """It cannot change, so it is its own copy."""
    assert SITES is copied(SITES)


@pytest.mark.parametrize("name", ["question", "_ids", "anything"])
def test_nothing_can_be_set(name):
    """The error says what to do instead."""
    with pytest.raises(AttributeError, match=rf"cannot be changed; make a new one with .where\(...\) .* {name!r}"):
        setattr(SITES, name, "x")


def test_nothing_can_be_deleted():
    """Nor taken away."""
    with pytest.raises(AttributeError, match="cannot be changed"):
        del SITES._ids


def test_no_dictionary():
    """Slots only."""
    assert not hasattr(SITES, "__dict__")


def test_two_rows_of_one_id():
    """They could not be told apart."""
    with pytest.raises(InvalidValueError, match="two rows of the table have the id 'dover-de'; give each its own"):
        Table.of((DOVER, site("dover-de", "Dover", "NH")), "site")


def test_the_same_row_twice():
    """Is there once."""
    assert ("dover-de",) == Table.of((DOVER, DOVER), "site").ids


def test_a_printed_table():
    """Columns as wide as they need to be, no trailing spaces."""
    expected = """\
2 site rows: sites[:2]
id         kind  population
auburn-al  city  76143
dover-de   city  39403"""

    assert expected == repr(SITES[:2])


def test_a_printed_table_of_one_row_without_a_question():
    """One row is no *rows*; an empty cell is left empty."""
    expected = "1 site\nid              kind  population\nspringfield-ma  city"

    assert expected == repr(Table.of((SPRINGFIELDS[1],), "site"))


def test_a_printed_empty_table():
    """It says that there is nothing."""
    assert "0 site rows\nid" == repr(Table.of((), "site"))


def test_a_long_table_is_printed_in_part():
    """And says so."""
    rows = Table.of([site(f"a{number:02}-il") for number in range(12)], "site")

    assert ("... and 2 more", 13) == (repr(rows).splitlines()[-1], len(repr(rows).splitlines()))


def test_a_long_cell_is_cut():
    """At 40 characters."""
    long = agency("x" * 50)

    assert f"{'x' * 39}…" == repr(Table.of((long,), "agency")).splitlines()[2].split()[0]


def test_a_cell_of_many_values():
    """With commas between."""
    assert "buyers, public" in repr(Table.of((program(serves=("buyers", "public")),), "program"))


def test_a_table_in_a_notebook():
    """Escaped, whatever a cell holds."""
    expected = (
        "<table><caption>1 agency: x&lt;y&gt;</caption>"
        "<thead><tr><th>id</th><th>kind</th><th>level</th></tr></thead>"
        "<tbody><tr><td>&lt;b&gt;&amp;</td><td>police</td><td>unknown</td></tr></tbody></table>"
    )

    assert expected == Table.of((agency("<b>&"),), "agency", "x<y>")._repr_html_()


def test_rows_that_are_no_records():
    """Found by their ids."""
    rows = Table.of([Coverage(id="a-b", extent="whole", sources=1, readings=1, newest="", tactics_known=0)], "coverage")

    assert (rows[0], ("a-b",), rows[0]) == (rows["A b"], rows.find("A").ids, rows.where(sources=1)[0])


def test_reversed_index_and_count():
    """As for any sequence."""
    assert (list(reversed(tuple(SITES))), 1, 1) == (list(reversed(SITES)), SITES.index(DOVER), SITES.count(DOVER))


def test_a_table_of_sources_by_title():
    """The label is the name where there is no name."""
    page = source("page")

    assert page == Table.of((page,), "source")["The page"]


def test_where_of_rows_whose_fields_nobody_knows():
    """Rows of one's own, or none of a kind that is not ours: there is nothing to check a name against."""
    assert 0 == len(Table.of([], "pet").where(name="Rex"))


@pytest.mark.parametrize("rows", [SITES, SITES[:0]], ids=["rows", "no rows"])
def test_where_of_a_field_that_is_not_there(rows):
    """The nearest is named, else all there are; also where no row is left to ask."""
    with pytest.raises(InvalidValueError, match="did you mean 'population'"):
        rows.where(populaton=1)
    with pytest.raises(InvalidValueError, match="it has id, statements, name"):
        rows.where(xyzzy=1)


@pytest.mark.parametrize("note", [3, b"x", None])
def test_a_note_that_is_no_text(note):
    """Would be printed below the table."""
    with pytest.raises(InvalidTypeError, match="for a note; give text"):
        Table.of([], "pet", note=note)


@pytest.mark.parametrize("asked", [slice("a", "b"), slice(None, None, 0), slice(0.5)])
def test_a_slice_of_what_are_no_positions(asked):
    """Ids have no order to slice by; a step of none leads nowhere."""
    with pytest.raises(InvalidValueError, match="cannot take the slice .*; give positions"):
        SITES[asked]
