"""Laws of evidence and of questions, against brute force over days, claims and operations."""

from datetime import date, timedelta
from functools import cache
from itertools import permutations

from builders import claim, dataset, evidence, operation, outcome, participation, series, site, source, told, use
from hypothesis import given, settings
from hypothesis import strategies as st

from demandatlas.count import Count
from demandatlas.counting import total_of
from demandatlas.evidence import ranked, standing
from demandatlas.index import alive_in, index_of, uses_in
from demandatlas.parts import Statement
from demandatlas.when import When

slowly = settings(deadline=None, max_examples=150)

# A small calendar, with a margin on both sides that stands for "for ever".
FIRST, LAST = date(2019, 1, 1), date(2023, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
DATES = st.sampled_from(
    (
        *("2020", "2021", "2022", "2020-06", "2021-10", "2021-10-10", "2022-01", "2021-21", "202X", "2020~"),
        *("2020/2021", "2020-09/2020-11-15~", "2021-12/2022-01", "2021/2021-03", "2021/..", "../2020", "2020-07/.."),
    )
)
DATED = [
    source("page", retrieved=date(2022, 5, 1)),
    source("early", published=When("2020-06")),
    source("late", published=When("2021-11-30")),
    source("government", publisher_kind="government", published=When("2020-06")),
    source("register", publisher_kind="register", published=When("2022")),
    source("advocate", publisher_kind="advocacy", published=When("2022")),
]
SOURCES = {each.id: each for each in DATED}
IDS = st.lists(st.sampled_from(("page", "early", "late")), min_size=1, max_size=2, unique=True)
STANCES = st.sampled_from(("used", "ended", "planned", "authorized", "studied", "not_used"))
CLAIMS = st.builds(lambda stance, when, ids: claim(stance, when, *ids), STANCES, st.none() | DATES, IDS)
SIDES = (
    st.none()
    | st.sampled_from(("2020", "2020-06", "2021-10-10", "2021-10-12", "2022"))
    | st.sampled_from(DAYS[400:-400])
)
WINDOWS = st.tuples(SIDES, SIDES).filter(lambda sides: is_window(*sides))


def is_window(since, until):
    return since is None or until is None or first_day(since) <= last_day(until)


@cache
def first_day(side):
    return side if isinstance(side, date) else min(day for day in DAYS if day.isoformat().startswith(side))


@cache
def last_day(side):
    return side if isinstance(side, date) else max(day for day in DAYS if day.isoformat().startswith(side))


@cache
def days_of(when):
    """Every day of the small calendar that a claim's time can touch; all of them where it tells none."""
    if when is None:
        return set(DAYS)
    return {day for day in DAYS if (when.earliest_start or FIRST) <= day <= (when.latest_end or LAST)}


def published(claim):
    """The latest day on which one of a claim's sources came out."""
    days = {"page": date(2022, 5, 1), "early": date(2020, 6, 30), "late": date(2021, 11, 30)}
    return max(days[piece.source] for piece in claim.evidence)


def denied(claim):
    """A denial without a time speaks for the time up to its source's date."""
    return days_of(claim.when) if claim.when else {day for day in DAYS if day <= published(claim)}


def is_later_word(use, end):
    told = [each.when and each.when.latest_end for each in (use, end)]
    return told[0] > told[1] if all(told) else published(use) > published(end)


def expected_standing(claims):
    """Section 5 of the design, read off day by day."""
    uses = [each for each in claims if each.stance in {"used", "ended"}]
    denials = [each for each in claims if each.stance == "not_used"]
    for use_ in uses:
        for denial in denials:
            # An undated use can lie at any time, so also in the time of a denial.
            if days_of(use_.when) & denied(denial):
                return "disputed"
    if not uses:
        return "not_used" if denials else ("considered" if claims else "unknown")
    for end in (each for each in uses if each.stance == "ended"):
        if not [use_ for use_ in uses if use_.stance == "used" and is_later_word(use_, end)]:
            return "ended"
    return "used"


@slowly
@given(st.lists(CLAIMS, max_size=4))
def test_standing_is_what_the_rules_say(claims):
    """Against the rules read day by day."""
    assert expected_standing(claims) == standing(claims, SOURCES)


@slowly
@given(st.lists(CLAIMS, max_size=4), st.randoms(use_true_random=False))
def test_standing_does_not_depend_on_the_order_of_claims(claims, random):
    """Whatever order sources are read in."""
    shuffled = random.sample(claims, len(claims))

    assert standing(claims, SOURCES) == standing(shuffled, SOURCES)


PUBLISHERS = ["government", "academic", "coalition", "news", "advocacy", "register"]
STATEMENTS = st.builds(
    lambda field, value, basis, source, locator: Statement(
        field=field, value=value, basis=basis, evidence=(evidence(source, locator),)
    ),
    st.sampled_from(("name", "geoid")),
    st.integers(0, 9).map(str),
    st.sampled_from(("stated", "heading")),
    st.sampled_from(("page", "early", "late", "government", "register", "advocate")),
    st.sampled_from(("fields L3", "L7", "key sources: cameras")),
)


def goes_before(one, other):
    """Whether a statement certainly ranks before another: publisher, then age, then place."""
    first, second = one.evidence[0], other.evidence[0]
    for told_first in (publisher_order, age, place_order):
        mine, theirs = told_first(one, first), told_first(other, second)
        if mine != theirs:
            return mine < theirs
    return False


def publisher_order(statement, piece):
    kind = SOURCES[piece.source].publisher_kind
    return -1 if kind == "register" and statement.field == "geoid" else PUBLISHERS.index(kind)


def age(statement, piece):
    return date.max - SOURCES[piece.source].known_from


def place_order(statement, piece):
    if statement.basis == "heading" or "key sources" in piece.locator:
        return "c heading"
    return "a fields" if "fields" in piece.locator else "b narrative"


@slowly
@given(st.lists(STATEMENTS, max_size=5))
def test_no_statement_ranks_behind_a_worse_one(statements):
    """Pair by pair, in every order."""
    order = ranked(statements, SOURCES)
    wrong = [(one, other) for at, one in enumerate(order) for other in order[at + 1 :] if goes_before(other, one)]

    assert ([], sorted(map(repr, statements))) == (wrong, sorted(map(repr, order)))


# Sites by tactic

TACTICS = ("letters", "cameras")
STANDINGS = ("used", "ended", "not_used", "disputed", "considered", "unknown")


@st.composite
def sites(draw):
    found = []
    for number in range(draw(st.integers(0, 4))):
        told_of = {tactic: draw(st.lists(CLAIMS, max_size=3)) for tactic in TACTICS}
        uses = tuple(use(tactic, *claims, sources=SOURCES) for tactic, claims in told_of.items() if claims)
        state, kind = draw(st.sampled_from(("CA", "IL"))), draw(st.sampled_from(("city", "county")))
        found.append(site(f"place-{number}", f"Place {number}", state, kind, tactic_uses=uses))
    return found


def counting_claims(claims, standing):
    """The claims that a standing rests on."""
    stances = {
        "used": {"used", "ended"},
        "ended": {"used", "ended"},
        "not_used": {"not_used"},
        "disputed": {"used", "ended", "not_used"},
        "considered": {"planned", "authorized", "studied"},
    }
    return [each for each in claims if each.stance in stances.get(standing, ())]


def answers(place, tactic, options):
    """Whether a site belongs to an answer, by looking at every claim."""
    claims = [each for used in place.tactic_uses if used.tactic == tactic for each in used.claims]
    found = expected_standing(claims)
    if found not in options["standing"] or place.state not in (options["state"] or place.state):
        return False
    if options["kind"] not in (None, place.kind):
        return False
    since, until, undated = options["since"], options["until"], options["undated"]
    keep_undated = (since is None and until is None) if undated is None else undated
    if found == "unknown":
        return keep_undated
    first, last = first_day(since) if since else FIRST, last_day(until) if until else LAST
    wanted = {day for day in DAYS if first <= day <= last}
    told = counting_claims(claims, found)
    return any(days_of(each.when) & wanted if each.when else keep_undated for each in told)


OPTIONS = st.fixed_dictionaries(
    {
        "standing": st.just(("used", "ended"))
        | st.lists(st.sampled_from(STANDINGS), min_size=1, unique=True).map(tuple),
        "state": st.sampled_from((None, "CA")),
        "kind": st.sampled_from((None, "county")),
        "undated": st.sampled_from((None, True, False)),
        "window": WINDOWS,
    }
).map(lambda options: {**options, "since": options["window"][0], "until": options["window"][1]})


@slowly
@given(sites(), st.sampled_from(TACTICS), OPTIONS)
def test_sites_using_is_what_the_claims_say(places, tactic, options):
    """Against every claim of every site, day by day."""
    asked = {name: value for name, value in options.items() if name != "window"}
    expected = tuple(place.id for place in places if answers(place, tactic, options))

    assert expected == dataset(*places).sites_using(tactic, **asked).ids


@slowly
@given(sites(), st.sampled_from(TACTICS), st.sampled_from(STANDINGS))
def test_sites_by_tactic_and_tactics_by_site_agree(places, tactic, wanted):
    """A site is in the answer where its own record says so."""
    expected = {place.id for place in places if place.use_of(tactic).standing == wanted}

    assert expected == set(dataset(*places).sites_using(tactic, standing=wanted).ids)


@slowly
@given(sites())
def test_the_index_tells_the_standings_of_the_records(places):
    """Each site once a tactic, with its standing and whether it has undated claims."""
    index = dict(index_of(places))
    told = {
        (each.site, tactic): each
        for tactic in TACTICS
        for state in ("CA", "IL")
        for each in uses_in(index.get(f"tactic {tactic} {state}", ""))
    }
    expected = {(place.id, each.tactic): each for place in places for each in place.tactic_uses}

    assert {key: (each.standing, len(counted(each)[0]), bool(counted(each)[1])) for key, each in expected.items()} == {
        key: (each.standing, len(each.spans), each.undated) for key, each in told.items()
    }


def counted(tactic_use):
    claims = counting_claims(tactic_use.claims, tactic_use.standing)
    spans = {(each.when.earliest_start, each.when.latest_end) for each in claims if each.when}
    return spans, [each for each in claims if each.when is None]


# Operations

PLACES = ("place-0", "place-1")
PARTIES = ("fbi", "neighbors")


@st.composite
def operations(draw):
    return [
        operation(
            f"operation-{number}",
            draw(st.none() | DATES),
            sites=tuple(draw(st.lists(st.sampled_from(PLACES), unique=True))),
            series=draw(st.sampled_from((None, "stings"))),
            participations=tuple(map(participation, draw(st.lists(st.sampled_from(PARTIES), unique=True)))),
            statements=(told("name", str(number)),),
        )
        for number in range(draw(st.integers(0, 5)))
    ]


def around(*operations):
    from builders import agency, organization

    places = [site(place) for place in PLACES]
    return dataset(*operations, *places, agency("fbi"), organization("neighbors"), series("stings"))


def start_then_end(each):
    when = each.when
    return when.earliest_start or date.min, when.latest_start, when.latest_end or date.max


@slowly
@given(
    operations(),
    WINDOWS,
    st.booleans(),
    st.sampled_from((None, *PLACES)),
    st.sampled_from((None, "stings")),
    st.sampled_from((None, *PARTIES)),
)
def test_operations_between_is_what_the_dates_say(found, window, certain, place, of, party):
    """Against the dates of every operation, ordered by start."""
    expected = {
        each.id
        for each in found
        if each.when
        and (each.when.certainly_overlaps(*window) if certain else each.when.possibly_overlaps(*window))
        and (place is None or place in each.sites)
        and (of is None or each.series == of)
        and (party is None or party in [part.party for part in each.participations])
    }
    answer = around(*found).operations_between(*window, certain=certain, site=place, series=of, agency=party)
    starts = [start_then_end(each) for each in answer]

    assert (expected, len(expected), sorted(starts)) == (set(answer.ids), len(answer), starts)


@slowly
@given(operations(), st.sampled_from(PARTIES))
def test_operations_of_is_what_the_participations_say(found, party):
    """Against every participation of every operation."""
    expected = {each.id for each in found if any(part.party == party for part in each.participations)}
    answer = around(*found).operations_of(party)
    undated = [each.when is None for each in answer]

    assert (expected, sorted(undated)) == (set(answer.ids), undated)


@slowly
@given(operations())
def test_the_index_tells_the_days_of_the_operations(found):
    """Under every month that one can touch, its four days."""
    told_of = {
        (key, each.operation): (each.earliest_start, each.latest_start, each.earliest_end, each.latest_end)
        for key, value in index_of(found)
        if key.startswith("alive ")
        for each in alive_in(value)
    }
    expected = {
        (f"alive {month}", each.id): tuple(
            day.isoformat() if day else ""
            for day in (each.when.earliest_start, each.when.latest_start, each.when.earliest_end, each.when.latest_end)
        )
        for each in found
        if each.when
        for month in months_of(each.when)
    }

    assert expected == told_of


def months_of(when):
    if when.earliest_start is None or when.latest_end is None:
        return {"open"}
    length = (when.latest_end - when.earliest_start).days
    return {(when.earliest_start + timedelta(days=number)).isoformat()[:7] for number in range(length + 1)}


# Sums

COUNTS = st.sampled_from(
    (
        Count.exact(46),
        Count.exact(3),
        Count.at_least(3),
        Count.at_most(22),
        Count.about(30),
        Count(20, 25, 30),
        Count(0, None, None),
    )
)


@st.composite
def counted_operations(draw):
    """Operations in the order in which they can contain each other, each with outcomes that can contain each other."""
    found = []
    for number in range(draw(st.integers(0, 4))):
        outcomes = []
        for key in range(draw(st.integers(0, 3))):
            whole = draw(st.sampled_from((None, *(each.key for each in outcomes))))
            what, of = draw(st.sampled_from(("arrest", "citation"))), draw(st.sampled_from(("buyers", "mixed")))
            rivals = draw(st.lists(COUNTS, max_size=1))
            outcomes.append(outcome(str(key), draw(COUNTS), what, of, rivals, part_of=whole))
        larger = draw(st.sampled_from((None, "elsewhere", *(each.id for each in found))))
        found.append(operation(f"operation-{number}", outcomes=tuple(outcomes), part_of=larger))
    return found


def chain(start, parent_of):
    """All that a thing is inside of."""
    above = []
    while (start := parent_of.get(start)) is not None:
        above.append(start)
    return above


def fits(number, count):
    """Whether a count can mean a number; "about 600" means what rounds to 600 on the sides where it gives no bound."""
    if number < count.low or (count.high is not None and number > count.high):
        return False
    if count.best is None or count.low == count.high:
        return True
    place = 1
    while str(count.best).endswith(str(place * 10)[1:]):
        place *= 10
    bounded = count.low > 0 if number < count.best else count.high is not None
    return bounded or abs(number - count.best) <= place // 2


def rivals_of(chosen, others):
    """The counts that cannot be right where the chosen one is, by trying every number."""
    ends = [end for count in (chosen, *others) for end in (count.low, count.best, count.high) if end is not None]
    numbers = range(2 * max(ends) + 10)
    meant = [number for number in numbers if fits(number, chosen)]
    return [other for other in others if not any(fits(number, other) for number in meant)]


def brute_total(found, what, of):
    """One unit and group; parts of a told whole, and operations inside a told one, are left out."""
    told_in = {
        each.id: {part.key: part for part in each.outcomes if (part.what, part.of) == (what, of)} for each in found
    }
    larger = {each.id: each.part_of for each in found}
    low, best, high = 0, 0, 0
    for each in found:
        if any(told_in.get(above) for above in chain(each.id, larger)):
            continue
        inside = {part.key: part.part_of for part in each.outcomes}
        parts = [part for key, part in told_in[each.id].items() if not set(chain(key, inside)) & set(told_in[each.id])]
        if not parts:
            high = None
        for part in parts:
            chosen, *others = (statement.value for statement in part.statements)
            counts = [chosen, *rivals_of(chosen, others)]
            number = chosen.best
            lowest = min(count.low for count in counts)
            unbounded = any(count.high is None for count in counts)
            if number is None and unbounded:
                number = lowest  # "at least three" tells three
            low += lowest
            best = None if best is None or number is None else best + number
            high = None if high is None or unbounded else high + max(count.high for count in counts)
    return Count(low, best, high)


@slowly
@given(counted_operations(), st.sampled_from(("arrest", "citation")), st.sampled_from(("buyers", "mixed")))
def test_total_is_the_sum_by_hand(found, what, of):
    """Against a plain loop over everything."""
    assert brute_total(found, what, of) == total_of(found, what, of)


@slowly
@given(counted_operations())
def test_total_does_not_depend_on_the_order_of_operations(found):
    """Nor on whether one is given twice."""
    totals = {total_of([*order, *order[:1]], "arrest", "buyers") for order in permutations(found[:3])}

    assert {total_of(found[:3], "arrest", "buyers")} == totals
