"""Names: how what a person types is matched to ids."""

from collections.abc import Iterable

from demandatlas.errors import LONGEST, InvalidTypeError, InvalidValueError, UnknownIdError, shown
from demandatlas.ids import TACTIC_IDS, TACTIC_LABELS, TacticId


def slug(text: str) -> str:
    """A label as labels are compared: lower case, with one ``-`` for each run of anything but letters and digits."""
    kept = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return "-".join(kept.split())


def tactic_id(tactic: object) -> TacticId:
    """The id of a tactic given as id, record, label or alias, in any case.

    Raises:
        UnknownIdError: where no tactic answers to the name; it names the nearest.
    """
    asked = getattr(tactic, "id", tactic)
    found = TACTIC_LABELS.get(slug(asked)) if isinstance(asked, str) else None
    if found is None:
        raise UnknownIdError(asked, "tactic", nearest(asked, TACTIC_IDS))
    return found


def nearest(asked: object, names: Iterable[str]) -> tuple[str, ...]:
    """Up to three names that look most like what was asked, best first."""
    from difflib import get_close_matches

    by_slug = {slug(name): name for name in names}
    wanted = slug((asked if isinstance(asked, str) else shown(asked))[:LONGEST])
    return tuple(by_slug[match] for match in get_close_matches(wanted, by_slug, n=3))


def checked_terms(vocabulary: str, given: object) -> tuple[str, ...]:
    """One or more terms of a vocabulary, as a tuple.

    Raises:
        InvalidTypeError: it is neither text nor several texts.
        InvalidValueError: one of them is not in the vocabulary; it names the nearest.
    """
    if not isinstance(given, Iterable):
        raise InvalidTypeError(f"cannot take {shown(given)} as {vocabulary}; give a term of it, or several")
    terms = (given,) if isinstance(given, str) else tuple(given)
    for term in terms:
        check_term(vocabulary, term)
    return terms


def check_term(vocabulary: str, term: object) -> None:
    """Make sure that something is one term of a vocabulary.

    Raises:
        InvalidTypeError: it is no text.
        InvalidValueError: it is not in the vocabulary; it names the nearest.
    """
    from demandatlas.vocabulary import VOCABULARY

    terms = VOCABULARY[vocabulary]
    if not isinstance(term, str):
        raise InvalidTypeError(f"cannot take {shown(term)} as {vocabulary}; give one term, such as {min(terms)!r}")
    if term not in terms:
        close = nearest(term, terms)
        hint = f"did you mean {close[0]!r}?" if close else f"give one of {', '.join(sorted(terms))}"
        raise InvalidValueError(f"{shown(term)} is not in the vocabulary {vocabulary}; {hint}")
