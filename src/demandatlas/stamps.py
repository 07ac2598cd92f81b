"""The stamp of an answer: which data it was asked of, so that it can be asked again."""

import attrs


@attrs.frozen(kw_only=True)
class Stamp:
    """Which data an answer was asked of.

    Attributes:
        version: version of the package.
        data_version: the newest day, in ISO form, on which a source was retrieved.
        data_sha256: SHA-256 over the compiled files.
        known_by: the day the data are seen from, in ISO form; empty for the whole.
    """

    version: str
    data_version: str
    data_sha256: str
    known_by: str = ""

    def __str__(self) -> str:
        seen = f", known by {self.known_by}" if self.known_by else ""
        return f"demandatlas {self.version}, data {self.data_version}, sha256 {self.data_sha256}{seen}"
