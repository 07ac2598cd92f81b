"""The Data part of CHANGELOG.md: what changed from one compiled dataset to another, long groups summed up."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from demandatlas.dataset import Dataset
from demandatlas.diff import Change, grouped
from demandatlas.errors import InvalidValueError
from demandatlas.records import RECORDS, Record
from demandatlas.states import STATES

BEGIN = "<!-- Data part: written by python -m demandatlas.curate changes; do not edit -->"
END = "<!-- end of the Data part -->"
LISTED = 12
"""How many changes of one group are listed; of more than these only the number in each state is told."""


def data_part(old: Dataset | None, new: Dataset) -> str:
    """The Data part, without a line end: stamp, then one entry a group of changes; ``old`` is none before all data."""
    changes = new.changes(old, new) if old else _all_added(new)
    records = {record.id: record for each in (old, new) if each for record in each.all_records()}
    before = f"data {old.data_version}, sha256 {old.data_sha256}" if old else "nothing: these are the first data"
    lines = [BEGIN, f"Data {new.data_version}, sha256 {new.data_sha256}; before, {before}.", ""]
    for (what, kind), group in grouped(changes).items():
        lines += _entry(what, kind, group, records)
    return "\n".join([*lines, *([] if changes else ["- No record changed."]), END])


def with_data_part(changelog: str, version: str, part: str) -> str:
    """A changelog whose section of a version has this Data part, in place of the one it had.

    Raises:
        InvalidValueError: it has no section of that version, or that one has no heading ``### Data``.
    """
    found = re.search(rf"^## {re.escape(version)}(?![\w.]).*?(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if not found:
        raise InvalidValueError(f"the changelog has no section '## {version}'; add one, for the version of the package")
    section: str = found[0]
    if BEGIN in section and END in section:
        start, stop = section.index(BEGIN), section.index(END) + len(END)
        mended: str = section[:start] + part + section[stop:]
    elif "\n### Data\n" in section:
        mended = f"{section.rstrip()}\n\n{part}\n" + ("\n" if found.end() < len(changelog) else "")
    else:
        raise InvalidValueError(f"the section of {version} has no heading '### Data'; add it, at the section's end")
    return changelog[: found.start()] + mended + changelog[found.end() :]


def opened(folder: Path | None) -> Dataset | None:
    """The dataset to compare with; none where none was ever published.

    Raises:
        DataError: the folder holds no compiled dataset.
    """
    return Dataset.open(folder) if folder else None


def _all_added(new: Dataset) -> tuple[Change, ...]:
    return tuple(Change(kind=each.KIND, record=each.id, what="added", after=each) for each in new.all_records())


def _entry(what: str, kind: str, group: Sequence[Change], records: dict[str, Record]) -> Iterator[str]:
    """The lines of one group: what was done, to how many, and which, or how many in each state."""
    whole = not group[0].field
    things = (RECORDS[kind].TABLE if len(group) > 1 else kind) if whole else f"of {RECORDS[kind].TABLE}"
    head = f"- {what.capitalize()}: {len(group)} {things}" if whole else f"- {what.capitalize()} {things}: {len(group)}"
    if len(group) > LISTED and what != "retired":
        states = _by_state(group, records)
        yield f"{head} ({states})" if states else head
    elif whole and what == "added" and kind != "retired":
        yield f"{head} ({', '.join(change.record for change in group)})"
    else:
        yield head
        yield from (f"    - {_without_what_is_gone(change)}" for change in group)


def _without_what_is_gone(change: Change) -> str:
    """A line of a change that repeats no text that stood there before: it may have been taken down."""
    if change.field and change.what == "retired":
        return f"{change.kind} {change.record}, {change.field}: retired"
    was_text = change.what == "corrected" and isinstance(change.before, str | tuple)
    return str(attrs.evolve(change, before=change.after) if was_text else change)


def _by_state(group: Iterable[Change], records: dict[str, Record]) -> str:
    counts = Counter(_state_of(records[change.record]) for change in group)
    known = [f"{state} {number}" for state, number in sorted(counts.items()) if state]
    elsewhere = [f"no state {counts['']}"] if known and counts[""] else []
    return ", ".join([*known, *elsewhere])


def _state_of(record: Record) -> str:
    """The state that a record's id ends with, or else that of its first site; empty where there is none."""
    for id in (record.id, *getattr(record, "sites", ())[:1]):
        ending = str(id).rpartition("-")[2].upper()
        if ending in STATES:
            return ending
    return ""
