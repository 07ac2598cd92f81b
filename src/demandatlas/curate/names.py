"""The guard for names: no private person slips into a free string.

A run of two or more capitalised words has to be covered by what is known: names and aliases of records, states, months,
listed terms. What it cannot see is written in the curator's guide: a name in lower case, or a surname alone.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

import attrs

from demandatlas.curate.problems import Problem
from demandatlas.curate.reading import Folder, Seed
from demandatlas.states import STATES

VOUCHING = ("agency", "operation", "organization", "program", "series", "site", "tactic")
"""The kinds whose names may stand in free strings; titles of sources and milestones are free strings themselves."""

_SELF_EVIDENT = ("site", "tactic")
_NAMES = ("name", "aliases", "label")
_NAME_PATH = re.compile(r"told\[\d+\]\.(name|aliases|label)\b")
_WORDS = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'\u2019&](?=[^\W\d_]))*\.?")
_JOINING = " -\t\u2010\u2011'\"\u2018\u2019\u201c\u201d"
"""What may stand between the words of one run."""
_PLAIN_STARTS = frozenset(
    """
    A After All Also An And As At Before Both But By Each For From He How If In It Its No Not Of On One Only Or Our Over
    Since So Some Such That The Their Then There These They This Those To Two Under Until Was What When Where Which
    While With
    """.split()
)
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
        self._founded = _Phrases()
        for phrase in (*terms, *_CALENDAR, *(state.name for state in STATES.values()), *STATES):
            self._founded.learn(phrase, "")
        unfounded = self._found([name for name in names if name.kind in VOUCHING])
        self._told = _Phrases()
        for name in unfounded:
            self._told.learn(name.text, name.id)

    def unknown_in(self, text: str) -> Iterator[str]:
        """The capitalised runs of two or more words in a text that are not wholly known."""
        return self._founded.unknown_in(text, also=self._told)

    def unknown_in_name(self, text: str, owner: str) -> Iterator[str]:
        """The runs in a record's name that nothing but the record itself, or another such name, makes known."""
        return self._founded.unknown_in(text, but=owner)

    def _found(self, names: list[Name]) -> list[Name]:
        """Learn the names that are made of what is known, until no more are; the others."""
        while True:
            unfounded = []
            for name in names:
                if name.kind in _SELF_EVIDENT or not any(self.unknown_in_name(name.text, name.id)):
                    self._founded.learn(name.text, "" if name.kind in _SELF_EVIDENT else name.id)
                else:
                    unfounded.append(name)
            if len(unfounded) == len(names):
                return unfounded
            names = unfounded


class _Phrases:
    """Phrases of capitalised words, and which records bring each of them."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, ...], set[str]] = {}
        self._lengths: dict[str, set[int]] = {}

    def learn(self, phrase: str, owner: str) -> None:
        for words in {tuple(_words(phrase)), *_runs_in(phrase)} - {()}:
            self._owners.setdefault(words, set()).add(owner)
            self._lengths.setdefault(words[0], set()).add(len(words))

    def unknown_in(self, text: str, also: "_Phrases | None" = None, but: str | None = None) -> Iterator[str]:
        """The runs that these phrases, and others, do not cover, leaving out those that only one record brings."""
        known = (self, also) if also else (self,)
        for run in _runs_in(text):
            starts = (0, 1) if run[0] in _PLAIN_STARTS else (0,)
            if not any(len(run) - start <= 1 or _covers(known, run, start, but) for start in starts):
                yield " ".join(run)

    def ends(self, run: tuple[str, ...], at: int, but: str | None) -> Iterator[int]:
        """Where the phrases that begin at a word of a run end."""
        for length in self._lengths.get(run[at], ()):
            if self._owners.get(run[at : at + length], set()) - {but}:
                yield at + length


def _covers(known: Iterable[_Phrases], run: tuple[str, ...], start: int, but: str | None) -> bool:
    reached = {start}
    for at in range(start, len(run)):
        if at in reached:
            reached.update(end for phrases in known for end in phrases.ends(run, at, but))
    return len(run) in reached


def name_problems(seed: Seed, guard: NameGuard) -> Iterator[Problem]:
    """The runs in a seed's strings, and in its comments, that may be somebody's name."""
    for path, key, text in seed.values:
        if isinstance(text, str):
            own = bool(_NAME_PATH.match(path))
            words = re.sub(r"[\W_]+", " ", unquote(text)) if key == "url" else text
            for run in guard.unknown_in_name(words, seed.id) if own else guard.unknown_in(words):
                yield seed.problem(path, _suspect(run))
    for number, line in enumerate(seed.text.splitlines(), start=1):
        if line.lstrip().startswith("#"):
            yield from (
                Problem(seed.file, number, "", f"in a comment: {_suspect(run)}") for run in guard.unknown_in(line)
            )


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
    for kind in VOUCHING:
        for id in (id for id, file in folder.ids.get(kind, {}).items() if file not in read):
            words = id.replace("-", " ").title()
            yield from (Name(kind, id, words), Name(kind, id, words.rpartition(" ")[0]))


def _words(text: str) -> Iterator[str]:
    return (_bare(found[0]) for found in _WORDS.finditer(text))


def _bare(word: str) -> str:
    """A word without its possessive ending and closing point, as names are compared."""
    return re.sub(r"'s$|\.$", "", word.replace("\u2019", "'"))


def _begins_sentence(mark: str, word: str, last: str) -> bool:
    """Whether a word that is nobody's name follows the point of a word that is no short form."""
    return mark == "." and word in _PLAIN_STARTS and len(last) > 3


def _runs_in(text: str) -> Iterator[tuple[str, ...]]:
    """The runs of capitalised words with nothing but space, hyphens or quotation marks between."""
    run: list[str] = []
    end = 0
    for found in _WORDS.finditer(text):
        if run and (text[end : found.start()].strip(_JOINING) or _begins_sentence(text[end - 1], found[0], run[-1])):
            yield tuple(run)
            run = []
        end = found.end()
        if found[0][0].isupper():
            run.append(_bare(found[0]))
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)
