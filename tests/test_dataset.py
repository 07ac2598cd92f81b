"""The dataset: what its questions answer, what they refuse, and that threads can share it."""

import warnings
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from builders import (
    Reader,
    agency,
    claim,
    dataset,
    files_with,
    milestone,
    operation,
    organization,
    outcome,
    participation,
    program,
    reader,
    series,
    site,
    source,
    told,
    use,
)

import demandatlas
from demandatlas.answers import Agreement
from demandatlas.count import Count
from demandatlas.dataset import Dataset
from demandatlas.errors import (
    AmbiguousLabelError,
    DataError,
    InvalidDateError,
    InvalidTypeError,
    InvalidValueError,
    RetiredIdWarning,
    UnknownIdError,
)
from demandatlas.records import RECORDS, Retired, Tactic
from demandatlas.store import Store
from demandatlas.when import When

LETTERS = Tactic(id="letters", label="Letters", aliases=("Dear John letters",), definition="letters to buyers")
CAMERAS = Tactic(id="cameras", label="Cameras", definition="cameras that record buyers")
SCHOOL = Tactic(id="john_school", label="John School", definition="a class for buyers")

AUBURN = site(
    "auburn-al",
    "Auburn",
    "AL",
    tactic_uses=(
        use("cameras", claim("used")),
        use("john_school", claim("studied", "2006"), claim("not_used")),
        use("letters", claim("used", "2011")),
    ),
    participations=(participation("auburn-police-al", "partner"), participation("neighbors", "neighborhood_group")),
)
DOVER = site("dover-de", "Dover", "DE", tactic_uses=(use("letters", claim("ended", "2005")),))
KENT = site("kent-county-de", "Kent County", "DE", "county", tactic_uses=(use("letters", claim("planned")),))

STINGS = series(
    "stings",
    participations=(participation("fbi"),),
    outcomes=(outcome("arrests", Count.exact(103)),),
    sites=("auburn-al",),
)
STING_2019 = operation(
    "stings-2019",
    "2019",
    series="stings",
    sites=("auburn-al",),
    participations=(participation("auburn-police-al", "organizer"), participation("fbi")),
    outcomes=(outcome("arrests", Count.at_most(22)),),
    statements=(told("when", When("2019")),),
)
STING_2020 = operation(
    "stings-2020",
    "2020-09/2020-11-15~",
    series="stings",
    sites=("auburn-al", "dover-de"),
    participations=(participation("fbi"), participation("neighbors", "supporter")),
    outcomes=(outcome("arrests", Count.exact(46)),),
)
OTHER = operation("other", sites=("auburn-al",), participations=(participation("fbi"),))
RUNNING = operation("running", "2015/..", sites=("dover-de",))
AGREEMENT = milestone("agreement-1996", "1996", sites=("auburn-al",), participations=(participation("fbi"),))
NAMELESS = milestone("undated", sites=("auburn-al",))

POLICE = agency("auburn-police-al", name="Auburn Police", aliases=("APD",))
FBI = agency("fbi", "federal", name="Federal Bureau of Investigation", aliases=("FBI",))
NEIGHBORS = organization("neighbors", name="Neighbors", participations=(participation("auburn-police-al", "member"),))
CLASS = program("class", participations=(participation("auburn-police-al", "organizer"),))

RECORDS_HERE = (
    *(AUBURN, DOVER, KENT, STINGS, STING_2019, STING_2020, OTHER, RUNNING, AGREEMENT, NAMELESS, POLICE, FBI),
    *(NEIGHBORS, CLASS, LETTERS, CAMERAS, SCHOOL, source()),
)
DATA = dataset(*RECORDS_HERE)


# Tables


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_every_kind_has_its_table(kind):
    """All records of the kind, sorted by id."""
    ids = tuple(sorted(record.id for record in RECORDS_HERE if kind == record.KIND))

    assert (kind, ids) == (getattr(DATA, RECORDS[kind].TABLE).kind, getattr(DATA, RECORDS[kind].TABLE).ids)


def test_a_table_is_made_once():
    """The same object answers again."""
    assert DATA.sites is DATA.sites


def test_all_records():
    """By kind and id."""
    expected = sorted(RECORDS_HERE, key=lambda record: (record.KIND, record.id))

    assert expected == list(DATA.all_records())


def test_an_answer_whose_record_is_gone():
    """An index that names what is not there is told, not passed over."""
    files = files_with(operation("a", "2020"))
    files["index.txt"] = files["index.txt"].replace(b"\ta@", b"\tz@")
    answer = Dataset(Store(files.__getitem__, "a test")).operations_between("2020")
    with pytest.raises(DataError, match=r"index.txt, 'z': there is no such operation, which the index names"):
        answer[0]


# What it says of itself


def test_its_versions():
    """The version and the hash of the data."""
    assert ("2024-01-01", 64) == (DATA.data_version, len(DATA.data_sha256))


def test_its_stamp():
    """Enough to ask the same data again."""
    expected = f"demandatlas {demandatlas.__version__}, data 2024-01-01, sha256 {DATA.data_sha256}"

    assert expected == DATA.stamp


def test_a_printed_dataset():
    """Where it came from, and its stamp."""
    assert f"<Dataset 'a test': {DATA.stamp}>" == repr(DATA)


def test_verify():
    """Nothing is raised for whole data."""
    assert DATA.verify() is None


def test_open(tmp_path):
    """A folder of compiled data."""
    for name, content in files_with(*RECORDS_HERE).items():
        (tmp_path / name).write_bytes(content)

    assert tuple(DATA.sites) == tuple(Dataset.open(tmp_path).sites)


def test_open_what_is_no_dataset(tmp_path):
    """The error names the folder."""
    with pytest.raises(DataError, match=f"{tmp_path.name}, meta.json: cannot be read"):
        Dataset.open(tmp_path)


# Sites by tactic


@pytest.mark.parametrize(
    ("asked", "options", "expected"),
    [
        ("letters", {}, ("auburn-al", "dover-de")),
        ("Dear John Letters", {}, ("auburn-al", "dover-de")),
        (LETTERS, {}, ("auburn-al", "dover-de")),
        ("letters", {"state": "DE"}, ("dover-de",)),
        ("letters", {"state": "delaware"}, ("dover-de",)),
        ("letters", {"state": "CA"}, ()),
        ("letters", {"kind": "county"}, ()),
        ("letters", {"kind": "county", "standing": "considered"}, ("kent-county-de",)),
        ("letters", {"standing": "ended"}, ("dover-de",)),
        ("letters", {"standing": ("used", "considered")}, ("auburn-al", "kent-county-de")),
        ("letters", {"since": "2006"}, ("auburn-al",)),
        ("letters", {"until": "2005"}, ("dover-de",)),
        ("letters", {"since": "2006", "until": "2010"}, ()),
        ("letters", {"since": date(2011, 12, 31)}, ("auburn-al",)),
        ("letters", {"since": When("2011")}, ("auburn-al",)),
        ("cameras", {}, ("auburn-al",)),
        ("cameras", {"since": "2000"}, ()),
        ("cameras", {"since": "2000", "undated": True}, ("auburn-al",)),
        ("cameras", {"undated": False}, ()),
        ("letters", {"undated": False}, ("auburn-al", "dover-de")),
        ("john_school", {}, ()),
        ("john_school", {"standing": "not_used"}, ("auburn-al",)),
        ("john_school", {"standing": "unknown"}, ("dover-de", "kent-county-de")),
        ("john_school", {"standing": ("unknown", "not_used")}, ("auburn-al", "dover-de", "kent-county-de")),
        ("john_school", {"standing": "unknown", "state": "AL"}, ()),
        ("john_school", {"standing": "unknown", "since": "2000"}, ()),
        ("soap_orders", {}, ()),
    ],
)
def test_sites_using(asked, options, expected):
    """Ever used; by standing, state, kind and window."""
    assert expected == DATA.sites_using(asked, **options).ids


def test_sites_using_gives_records():
    """With the claims that justify them."""
    assert (AUBURN, DOVER) == tuple(DATA.sites_using("letters"))


def test_sites_using_says_what_was_asked():
    """As a user would write it."""
    expected = "sites_using('letters', state='DE', since='2000')"

    assert expected == DATA.sites_using(LETTERS, state="DE", since="2000").asked


@pytest.mark.parametrize(
    ("options", "error", "reason"),
    [
        ({"standing": "usd"}, InvalidValueError, "'usd' is not in the vocabulary Standing; did you mean 'used'"),
        ({"standing": ("used", "zzz")}, InvalidValueError, "give one of considered, disputed, ended, not_used"),
        ({"standing": None}, InvalidTypeError, "as Standing"),
        ({"state": "ZZ"}, InvalidValueError, "there is no state 'ZZ'"),
        ({"kind": "cty"}, InvalidValueError, "did you mean 'city'"),
        ({"kind": ["city", "county"]}, InvalidTypeError, "as SiteKind; give one term"),
        ({"since": "13"}, InvalidDateError, "cannot read '13' as a date"),
        ({"since": "2020", "until": "2019"}, InvalidDateError, "ends before it begins"),
        ({"since": 2020}, InvalidTypeError, "as a date"),
    ],
)
def test_sites_using_of_what_there_is_not(options, error, reason):
    """Each wrong argument is an error, never an empty answer."""
    with pytest.raises(error, match=reason):
        DATA.sites_using("letters", **options)


def test_sites_using_a_misspelt_tactic():
    """The error names the nearest."""
    with pytest.raises(UnknownIdError, match="did you mean 'john_school'"):
        DATA.sites_using("jon school")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ("cameras", "letters")),
        ({"standing": "not_used"}, ("john_school",)),
        ({"standing": ("used", "not_used")}, ("cameras", "john_school", "letters")),
        ({"standing": "unknown"}, ()),
    ],
)
def test_tactics_of(options, expected):
    """Those ever used, or of another standing."""
    assert expected == DATA.tactics_of("Auburn, AL", **options).ids


def test_tactics_of_which_nothing_is_claimed():
    """Unknown is a standing that can be asked for."""
    assert ("cameras", "john_school") == DATA.tactics_of(DOVER, standing="unknown").ids


# Operations


@pytest.mark.parametrize(
    ("window", "options", "expected"),
    [
        ((), {}, ("running", "stings-2019", "stings-2020")),
        (("2019-05", "2019-06"), {}, ("running", "stings-2019")),
        (("2019-05", "2019-06"), {"certain": True}, ()),
        (("2019", "2019"), {"certain": True}, ("stings-2019",)),
        (("2020-10-01", "2020-10-31"), {"certain": True, "site": "dover-de"}, ("stings-2020",)),
        (("2020-11-16",), {}, ("running",)),
        ((None, "2014"), {}, ()),
        ((None, "2015"), {"certain": True}, ("running",)),
        ((), {"site": "Dover, DE"}, ("running", "stings-2020")),
        ((), {"series": STINGS}, ("stings-2019", "stings-2020")),
        ((), {"agency": "FBI"}, ("stings-2019", "stings-2020")),
        ((), {"agency": "auburn-police-al"}, ("stings-2019",)),
        ((), {"agency": NEIGHBORS}, ("stings-2020",)),
        ((), {"agency": "fbi", "site": "dover-de", "series": "stings"}, ("stings-2020",)),
    ],
)
def test_operations_between(window, options, expected):
    """Overlapping, inclusive, ordered by start; narrowed by site, series and party."""
    assert expected == DATA.operations_between(*window, **options).ids


def test_operations_between_says_what_was_asked():
    """Records by their ids."""
    expected = "operations_between('2020', certain=True, site='dover-de')"

    assert expected == DATA.operations_between("2020", certain=True, site=DOVER).asked


@pytest.mark.parametrize(
    "options", [{"site": "fbi"}, {"series": "stings-2019"}, {"agency": "auburn-al"}, {"site": "x"}]
)
def test_operations_between_of_what_there_is_not(options):
    """A site is no agency."""
    with pytest.raises(UnknownIdError):
        DATA.operations_between(**options)


@pytest.mark.parametrize("asked", ["fbi", "FBI", FBI])
def test_operations_of(asked):
    """Ordered by start, undated ones last."""
    assert ("stings-2019", "stings-2020", "other") == DATA.operations_of(asked).ids


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("stings-2019", ["stings-2019:auburn-police-al:organizer", "stings-2019:fbi:participant"]),
        ("neighbors", ["neighbors:auburn-police-al:member"]),
        (CLASS, ["class:auburn-police-al:organizer"]),
        ("agreement-1996", ["agreement-1996:fbi:participant"]),
        ("kent-county-de", []),
        (
            "stings",
            [
                *("stings:fbi:participant", "stings-2019:auburn-police-al:organizer", "stings-2019:fbi:participant"),
                *("stings-2020:fbi:participant", "stings-2020:neighbors:supporter"),
            ],
        ),
        (
            "Auburn",
            [
                *(
                    "auburn-al:auburn-police-al:partner",
                    "auburn-al:neighbors:neighborhood_group",
                    "other:fbi:participant",
                ),
                *("stings-2019:auburn-police-al:organizer", "stings-2019:fbi:participant"),
                *("stings-2020:fbi:participant", "stings-2020:neighbors:supporter"),
            ],
        ),
    ],
)
def test_ties(asked, expected):
    """Its own, then those of its operations."""
    assert expected == list(DATA.ties(asked).ids)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("stings-2019", ("auburn-police-al", "fbi")),
        ("stings-2020", ("fbi",)),
        ("stings", ("fbi", "auburn-police-al")),
        ("Auburn", ("auburn-police-al", "fbi")),
        ("class", ("auburn-police-al",)),
        ("kent-county-de", ()),
    ],
)
def test_agencies_for(asked, expected):
    """In the order told, each once; organizations are no agencies."""
    assert expected == DATA.agencies_for(asked).ids


def test_timeline():
    """Operations, milestones and claims by their start; undated ones last, by id."""
    assert (
        *("agreement-1996", "john_school:1", "letters:1", "stings-2019", "stings-2020"),
        *("cameras:1", "john_school:2", "other", "undated"),
    ) == DATA.timeline("Auburn").ids


def test_timeline_of_dates_that_do_not_sort_as_text():
    """By the days that they stand for: open starts first, a decade by its first year, an open end last."""
    dates = ("1987/..", "1987", "198X", "../1995")
    dated = [milestone(f"m-{at}", when, sites=("kent-county-il",)) for at, when in enumerate(dates)]
    found = dataset(site("kent-county-il"), *dated).timeline("kent-county-il")

    assert ["../1995", "198X", "1987", "1987/.."] == [each.when.edtf for each in found]


# Sums


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("stings-2020", Count.exact(46)),
        (STING_2020, Count.exact(46)),
        (["stings-2019", STING_2020], Count(46, None, 68)),
        (DATA.operations.where(series="stings"), Count(46, None, 68)),
        (iter(["stings-2020", "other"]), Count(46, 46, None)),
        ([], Count.exact(0)),
    ],
    ids=["an id", "a record", "both", "a table", "an iterator", "nothing"],
)
def test_total(asked, expected):
    """Of operations, their ids, or a table of them."""
    assert expected == DATA.total(asked, what="arrest", of="buyers")


@pytest.mark.parametrize("asked", [STINGS, [STINGS], [STING_2020, STINGS]])
def test_total_of_a_series(asked):
    """Its counts span its editions and are never added to theirs."""
    with pytest.raises(InvalidTypeError, match="the series 'stings': its counts span its editions; read its .outcomes"):
        DATA.total(asked, what="arrest", of="buyers")


def test_total_of_a_site():
    """Only operations are counted."""
    with pytest.raises(InvalidTypeError, match="cannot add up the site 'dover-de': give operations"):
        DATA.total(DOVER, what="arrest", of="buyers")


@pytest.mark.parametrize("asked", ["stings", "nowhere", ["dover-de"]])
def test_total_of_an_id_that_is_no_operation(asked):
    """Nothing is guessed."""
    with pytest.raises(UnknownIdError, match="no operation is called"):
        DATA.total(asked, what="arrest", of="buyers")


@pytest.mark.parametrize("asked", [None, 3, [None], [3]])
def test_total_of_what_is_no_operation(asked):
    """A wrong type is an error of its own."""
    with pytest.raises(InvalidTypeError):
        DATA.total(asked, what="arrest", of="buyers")


@pytest.mark.parametrize(
    ("what", "of", "error"),
    [
        ("arrests", "buyers", InvalidValueError),
        ("arrest", "buyer", InvalidValueError),
        (["arrest", "citation"], "buyers", InvalidTypeError),
        ("arrest", ("buyers", "mixed"), InvalidTypeError),
        (None, "buyers", InvalidTypeError),
    ],
)
def test_total_of_several_units(what, of, error):
    """One unit and one group at a time: a list of them is refused, not summed to nothing."""
    with pytest.raises(error):
        DATA.total(STING_2020, what=what, of=of)


# Why, and how much


def test_why():
    """By id, label or record."""
    expected = STING_2019.statements

    assert (expected, expected) == (DATA.why("stings-2019", "when"), DATA.why(STING_2019, "when"))


def test_why_a_tactic():
    """The claims of a site about it."""
    assert AUBURN.use_of("john_school").claims == DATA.why("auburn-al", "John School")


def test_conflicts():
    """By record."""
    rivals = (told("population", 5), told("population", 7))
    records = (site("b-il", statements=rivals), site("a-il", statements=rivals), operation("a", statements=rivals[:1]))

    assert ["a-il", "b-il"] == [conflict.record for conflict in dataset(*records).conflicts()]


def test_coverage():
    """One row a site."""
    expected = [("auburn-al", 3), ("dover-de", 1), ("kent-county-de", 1)]

    assert expected == [(row.id, row.tactics_known) for row in DATA.coverage()]


def agreed(comparison, tactic, *figures):
    told = dict(zip(("cells", "agreement", "kappa", "alpha"), figures, strict=True))
    return Agreement(id=f"{comparison}:{tactic}", comparison=comparison, tactic=tactic, **told)


AGREED = (
    agreed("as_they_came", "letters", 20, 0.95, 0.8, 0.801),
    agreed("as_they_came", "over_all", 300, 0.9, 0.7, 0.701),
    agreed("as_they_came", "cameras", 20, 1.0, None, None),
    agreed("fresh_sample", "over_all", 15, 1.0, None, None),
)


def twice_read():
    """A dataset whose pages were read by two readers: as they came, and a fresh sample."""
    return Dataset(Store(Reader(files_with(AUBURN, source(), agreement=AGREED)), "a test"))


def test_agreement():
    """Each comparison over all first, then by tactic; a coefficient without a value is none."""
    rows = twice_read().agreement()

    assert [AGREED[at] for at in (1, 2, 0, 3)] == list(rows)


def test_agreement_that_is_damaged():
    """It names the file, and what is wrong."""
    files = files_with(AUBURN, source(), agreement=AGREED)
    files["agreement.jsonl"] = files["agreement.jsonl"].replace(b'"cells":20', b'"cells":"2')

    with pytest.raises(DataError, match=r"agreement\.jsonl.*is no agreement"):
        Dataset(Store(Reader(files), "a test")).agreement()


def test_agreement_of_a_day():
    """It belongs to the reading, and not to what was known."""
    assert twice_read().agreement() == twice_read().known_by("1990").agreement()


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("as_they_came:over_all", "two readers agreed on 90.0% of 300 pairs of page and tactic (kappa 0.70)"),
        ("as_they_came:cameras", "two readers agreed on 100.0% of 20 pairs of page and tactic"),
    ],
)
def test_agreement_in_words(id, expected):
    """A share that nobody could have missed by chance has no kappa."""
    assert expected == str(twice_read().agreement()[id])


def test_coverage_says_how_far_two_readers_agreed():
    """Below the table, and below what is taken of it; as text and as HTML."""
    note = "two readers agreed on 90.0% of 300 pairs of page and tactic (kappa 0.70)"
    rows = twice_read().coverage()

    assert (note, note, note, True) == (
        rows.note, str(rows).splitlines()[-1], rows[:1].note, f"{note}</caption>" in rows._repr_html_()
    )  # fmt: skip


def test_coverage_where_nothing_was_read_twice():
    """There is nothing to say."""
    assert ("", 0) == (DATA.coverage().note, len(DATA.agreement()))


# Names


def test_a_label_of_two_kinds():
    """Both are named, and none is guessed."""
    with pytest.raises(AmbiguousLabelError) as caught:
        dataset(site("a-il", "Salem"), program("b", name="Salem")).why("salem", "name")

    assert ("record", ("a-il", "b")) == (caught.value.kind, caught.value.candidates)


def test_an_id_goes_before_a_label():
    """What is an id is never ambiguous."""
    data = dataset(site("salem", "Salem"), site("b-il", "Salem"))

    assert "salem" == data.ties("salem").asked.split("'")[1]


@pytest.mark.parametrize("asked", [None, 3, b"auburn-al", ["auburn-al"]])
def test_what_is_no_name(asked):
    """A wrong type is an error of its own."""
    with pytest.raises(
        InvalidTypeError, match=r"cannot take .* as a record; give its id, its label or the record itself"
    ):
        DATA.ties(asked)


def test_what_is_no_name_of_a_party():
    """The kinds that would do are named."""
    with pytest.raises(InvalidTypeError, match="cannot take 3 as an agency or organization; give its id"):
        DATA.operations_of(3)


@pytest.mark.parametrize("asked", ["nowhere", "", "\ud800", 'auburn-al","name', "a\nb", "fbi"])
def test_what_has_no_ties(asked):
    """A miss is a miss, whatever the text; an agency takes part and has no parties."""
    with pytest.raises(UnknownIdError, match="no record is called"):
        DATA.ties(asked)


def test_a_misspelt_name_of_any_kind():
    """The nearest of all kinds that were looked for."""
    with pytest.raises(UnknownIdError, match="did you mean 'stings-2020'"):
        DATA.ties("stings-202O")


RENAMED = dataset(
    site("new-name-il"),
    Retired(id="old-name-il", successor="older-name-il", retired_on=date(2024, 1, 1), reason="renamed"),
    Retired(id="older-name-il", successor="new-name-il", retired_on=date(2024, 2, 1), reason="renamed again"),
    Retired(id="gone-il", retired_on=date(2024, 1, 1), reason="no such place"),
)


def test_a_retired_id_leads_to_its_successor():
    """Over several steps, with one warning, which names the last."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = RENAMED.sites["old-name-il"]

    warned = [(each.message.id, each.message.successor) for each in caught]

    assert ("new-name-il", [("old-name-il", "new-name-il")]) == (found.id, warned)


def test_a_retired_id_without_a_successor():
    """Nothing took its place, and the warning says so."""
    with (
        pytest.warns(RetiredIdWarning, match=r"'gone-il' was retired on 2024-01-01 \(no such place\); nothing took"),
        pytest.raises(UnknownIdError, match="gone-il"),
    ):
        RENAMED.ties("gone-il")


# Threads


def ask_everything(data, barrier):
    barrier.wait()
    return (
        tuple(data.sites_using("letters")),
        tuple(data.operations_between("2019", "2021")),
        tuple(data.agencies_for("stings-2020")),
        data.total(["stings-2019", "stings-2020"], what="arrest", of="buyers"),
        tuple(data.sites),
    )


def test_sixty_four_threads_ask_from_cold():
    """All get the same answers and the same objects, and no file is read twice."""
    read = reader(*RECORDS_HERE)
    read.pause = 0.02
    data, barrier = Dataset(Store(read, "a test")), Barrier(64)
    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: ask_everything(data, barrier), range(64)))
    one_each = len({id(answer[4][0]) for answer in answers})

    assert (1, 1, {1}) == (len(set(answers)), one_each, set(read.counts.values()))
