"""The guard for names: no private person slips into a free string.

A run of two or more capitalised words has to be covered by what is known: names and aliases of records, states, months,
listed terms. Many people are called as places are, so two places of one word side by side cover nothing. What it cannot
see is written in the curator's guide: a name in lower case, or a surname alone.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

import attrs

from demandatlas.curate.problems import Problem
from demandatlas.curate.reading import Folder, Seed
from demandatlas.ids import TACTIC_LABELS
from demandatlas.states import STATES

VOUCHING = ("agency", "operation", "organization", "program", "series", "site", "tactic")
"""The kinds whose names may stand in free strings; titles of sources and milestones are free strings themselves."""

_SELF_EVIDENT = ("site", "tactic")
_NAMES = ("name", "aliases", "label")
_NAME_PATH = re.compile(r"told\[\d+\]\.(name|aliases|label)\b")
_WORDS = re.compile(r"[^\W\d_](?:[^\W\d_]|(?:['\u2019&]|(?<![^\W\d_]{2})\.)(?=[^\W\d_]))*\.?")
_JOINING = re.compile(r"[\s_()`'\"\u2018-\u201e\u2039\u203a\u00ab\u00bb\u2032\u2010\u2011\u2013-]*")
"""What may stand between the words of one run: space, hyphens, brackets, quotation marks."""
_PARTICLES = frozenset(
    """
    af al am av ben bin bint d da dal das de degli dei del della den der des di dos du e el i ibn la las le li lo los
    mac na ni n\u00ed t ten ter und van ve vom von y z zu zum zur \u00f3
    """.split()
)
"""Small words within names."""
_PLAIN_STARTS = frozenset(
    """
    A After All Also An And As At Before Both But By Each For From He How If In It Its No Not Of On One Only Or Our Over
    Since So Some Such That The Their Then There These They This Those To Two Under Until Was What When Where Which
    While With
    """.split()
)
_BEFORE_SENTENCES = frozenset(".!?:;#(\"'\u2018\u201c")
_STRING_OR_COMMENT = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*")
_NO_LETTERS = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
_CALENDAR = tuple(
    """
    January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """.split()
)


@attrs.frozen
class Name:
    """What a record goes by.

    Attributes:
        kind: the record's kind.
        id: the record's id.
        text: the name, label or alias.
    """

    kind: str
    id: str
    text: str


class NameGuard:
    """Knows the capitalised phrases that may stand in a free string.

    A record's own name does not vouch for itself, nor do two records for each other: a name has to be made of places,
    of listed terms, and of other records' names of which the same is true. Sites and tactics vouch for themselves,
    since registers and the code book know them. A name that is not so founded is told once, where it is given.
    """

    def __init__(self, terms: Iterable[str], names: Iterable[Name]) -> None:
        names, terms = [name for name in names if name.kind in VOUCHING], list(terms)
        states = [state.name for state in STATES.values()]
        towns = [term.rpartition(",")[0] for term in terms if term.rpartition(", ")[2] in STATES]
        sites = [name.text for name in names if name.kind == "site"]
        self._founded = _Phrases((*_CALENDAR, *states, *towns, *sites))
        for phrase in filter(None, (*terms, *_CALENDAR, *states, *STATES)):
            self._founded.learn(phrase, "")
        unfounded = self._found(names)
        self._told = _Phrases(())
        for name in unfounded:
            self._learn(self._told, name)

    def unknown_in(self, text: str) -> Iterator[str]:
        """The capitalised runs of two or more words in a text that are not wholly known."""
        return self._founded.unknown_in(text, also=self._told)

    def unknown_in_name(self, text: str, owner: str) -> Iterator[str]:
        """The runs in a record's name that nothing but the record itself, or another such name, makes known."""
        return self._founded.unknown_in(text, but=owner)

    @staticmethod
    def _learn(phrases: "_Phrases", name: Name) -> None:
        """A single word proves nothing, since single words pass everywhere, unless a register or code book has it."""
        evident = name.kind in _SELF_EVIDENT
        phrases.learn(name.text, "" if evident else name.id, least=1 if evident else 2)

    def _found(self, names: list[Name]) -> list[Name]:
        """Learn the names that are made of what is known, until no more are; the others."""
        while True:
            unfounded = []
            for name in names:
                if name.kind in _SELF_EVIDENT or not any(self.unknown_in_name(name.text, name.id)):
                    self._learn(self._founded, name)
                else:
                    unfounded.append(name)
            if len(unfounded) == len(names):
                return unfounded
            names = unfounded


class _Run(NamedTuple):
    """Capitalised words that stand together, and the text between the run before and this one."""

    words: tuple[str, ...]
    before: str

    @property
    def starts(self) -> tuple[int, ...]:
        """Where a name in it can begin: a plain word may stand before it."""
        return (0, 1) if self.words[0] in _PLAIN_STARTS else (0,)

    @property
    def is_single(self) -> bool:
        """Whether it is one word, which cannot be told from a place, or one after the plain word of a sentence."""
        mark = self.before.strip()[-1:]
        opens = not mark or mark in _BEFORE_SENTENCES
        return len(self.words) == 1 or (len(self.words) == 2 and len(self.starts) == 2 and opens)


class _Phrases:
    """Phrases of capitalised words, and which records bring each of them.

    Args:
        places: phrases that are places or times; two of one word side by side may be somebody's name.
    """

    def __init__(self, places: Iterable[str]) -> None:
        self._owners: dict[tuple[str, ...], set[str]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._places = {tuple(_words(place)) for place in places}

    def learn(self, phrase: str, owner: str, least: int = 1) -> None:
        """Take a phrase, and each run in it, for known, as far as they have at least so many words."""
        for words in {tuple(_words(phrase)), *(run.words for run in _runs_in(phrase))}:
            if len(words) >= least:
                self._owners.setdefault(words, set()).add(owner)
                self._lengths.setdefault(words[0], set()).add(len(words))

    def unknown_in(self, text: str, also: "_Phrases | None" = None, but: str | None = None) -> Iterator[str]:
        """The runs that these phrases, and others, do not cover, leaving out those that only one record brings."""
        known = (self, also) if also else (self,)
        runs = list(_runs_in(text))
        turned = [False, *(_are_turned(*pair) for pair in pairwise(runs)), False]
        for at, run in enumerate(runs):
            words, after_comma = run.words, turned[at] and not turned[at - 1] and not turned[at + 1]
            if not run.is_single and not any(_covers(known, words, start, but) for start in run.starts):
                yield " ".join(words)
            elif after_comma and not any(_covers(known, each.words, 0, but) for each in runs[at - 1 : at + 1]):
                yield f"{runs[at - 1].words[0]}, {words[0]}"

    def ends(self, run: tuple[str, ...], at: int, but: str | None) -> Iterator[tuple[int, bool]]:
        """Where the phrases that begin at a word of a run end, and whether each is a place of one word."""
        for length in self._lengths.get(run[at], ()):
            phrase = run[at : at + length]
            if self._owners.get(phrase, set()) - {but}:
                yield at + length, length == 1 and phrase in self._places


def _are_turned(one: _Run, other: _Run) -> bool:
    """Whether two words are joined by a comma, as surname and given name are; in a list of more they are not."""
    return len(one.words) == len(other.words) == 1 and other.before.strip() == ","


def _covers(known: Iterable[_Phrases], run: tuple[str, ...], start: int, but: str | None) -> bool:
    """Whether phrases, no two places of one word side by side, make up a run."""
    reached = {(start, False)}
    for at in range(start, len(run)):
        for after_place in (False, True):
            if (at, after_place) in reached:
                ends = (end for phrases in known for end in phrases.ends(run, at, but))
                reached.update((end, place) for end, place in ends if not (place and after_place))
    return any((len(run), place) in reached for place in (False, True))


def name_problems(seed: Seed, guard: NameGuard) -> Iterator[Problem]:
    """The runs in a seed's strings, and in its comments, that may be somebody's name."""
    for path, key, text in seed.values:
        if isinstance(text, str):
            own = bool(_NAME_PATH.match(path))
            words = _words_of_address(text) if key == "url" else text
            for run in guard.unknown_in_name(words, seed.id) if own else guard.unknown_in(words):
                yield seed.problem(path, _suspect(run))
    for number, line in enumerate(seed.text.splitlines(), start=1):
        for comment in (found[0] for found in _STRING_OR_COMMENT.finditer(line) if found[0].startswith("#")):
            yield from (
                Problem(seed.file, number, "", f"in a comment: {_suspect(run)}") for run in guard.unknown_in(comment)
            )


def _words_of_address(url: str) -> str:
    """The words of an address, also those that only a capital letter parts."""
    return _CAMEL.sub(" ", _NO_LETTERS.sub(" ", _composed(unquote(url))))


def _suspect(run: str) -> str:
    remedy = "if it is nobody's name, add it to terms.toml; if it is, leave it out"
    return f"{run!r} may be a person's name: it is no known place, agency, organization or term; {remedy}"


def names_in(folder: Folder) -> Iterator[Name]:
    """Everything that records go by; also where a seed has faults or cannot be read, so that these do not spread."""
    read = set()
    for seed in folder.seeds:
        read.add(seed.file)
        for _, key, text in seed.values:
            if key in _NAMES and isinstance(text, str):
                yield Name(seed.kind, seed.id, text)
    # the tactics are a closed list, whether a folder has seeds of them or is lent the bundled ones
    yield from (Name("tactic", id, label.replace("-", " ").title()) for label, id in TACTIC_LABELS.items())
    for kind in VOUCHING:
        for id in (id for id, file in folder.ids.get(kind, {}).items() if file not in read):
            words = id.replace("-", " ").title()
            yield from (Name(kind, id, words), Name(kind, id, words.rpartition(" ")[0]))


def _composed(text: str) -> str:
    """A text whose letters are one character each, without marks that cannot be seen."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in composed if unicodedata.category(sign) not in ("Mn", "Cf"))


def _words(text: str) -> Iterator[str]:
    return (_bare(found[0]) for found in _WORDS.finditer(_composed(text)))


def _bare(word: str) -> str:
    """A word without its possessive ending and closing point, as names are compared."""
    return re.sub(r"'s$|\.$", "", word.replace("\u2019", "'"))


def _begins_sentence(mark: str, word: str, last: str) -> bool:
    """Whether a word that is nobody's name follows the point of a word that is no short form."""
    return mark == "." and word in _PLAIN_STARTS and len(last) > 3


def _runs_in(text: str) -> Iterator[_Run]:
    """The runs of capitalised words with nothing between that parts a name."""
    text = _composed(text)
    run: list[str] = []
    before, end, closed = "", 0, 0
    for found in _WORDS.finditer(text):
        parted = not _JOINING.fullmatch(text, end, found.start())
        if run and (parted or _begins_sentence(text[end - 1], found[0], run[-1])):
            yield _Run(tuple(run), before)
            run = []
        end = found.end()
        if not found[0].islower():
            before = before if run else text[closed : found.start()]
            run.append(_bare(found[0]))
            closed = end
        elif run and found[0] not in _PARTICLES:
            yield _Run(tuple(run), before)
            run = []
    if run:
        yield _Run(tuple(run), before)
