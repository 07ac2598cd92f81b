"""Whether a dataset is whole: its bytes, its records, their evidence, and both indexes as the records make them."""

from collections.abc import Sequence

from demandatlas.answers import Agreement
from demandatlas.asof import cited
from demandatlas.dated import dated_index
from demandatlas.errors import DataError
from demandatlas.evidence import told_in
from demandatlas.index import index_of
from demandatlas.records import RECORDS, Record, Source
from demandatlas.store import AGREEMENT, DATED, INDEX, META, Store, as_lines, file_of


def verify(store: Store) -> None:
    """Make sure that a dataset is what was built, and that it was built as datasets are.

    Raises:
        DataError: a file was changed, a line is no record, a value has no source that is there, or an index or the
            data's version does not follow from the records.
    """
    store.verify()
    tuple(store.rows(AGREEMENT, Agreement))
    records = [record for kind in RECORDS for id in store.ids(kind) if (record := store.get(kind, id))]
    _verify_evidence(records, frozenset(store.ids("source")))
    for name, pairs in ((INDEX, index_of(records)), (DATED, dated_index(records))):
        if as_lines(pairs) != store.text_of(name):
            raise DataError(name, "", "does not say what the records say; build the data again")
    newest = max((record.retrieved.isoformat() for record in records if isinstance(record, Source)), default=None)
    if newest not in (None, store.meta.data_version):
        raise DataError(META, "", f"the newest source was retrieved on {newest}; build the data again")


def _verify_evidence(records: Sequence[Record], sources: frozenset[str]) -> None:
    for record in records:
        bare = any(not told.evidence for told in told_in(record))
        if bare or not cited(record) <= sources:
            problem = "a value has no source, or one that is not there; build the data again"
            raise DataError(file_of(record.KIND), repr(record.id), problem)
