"""Optional libraries, imported where they are used."""

from importlib import import_module
from typing import Any

from demandatlas.errors import MissingExtraError


def library(name: str, extra: str) -> Any:
    """An optional library, or one of its modules.

    Raises:
        MissingExtraError: it is not installed; the error names the extra that installs it.
    """
    top = name.partition(".")[0]
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != top:  # it is installed, and misses something itself
            raise
        raise MissingExtraError(top, extra) from error
