"""The datasets that every export is tried on."""

import pytest
from export.samples import write_dataset

from demandatlas import Dataset


@pytest.fixture(scope="session")
def bundled():
    return Dataset.bundled()


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    return write_dataset(tmp_path_factory.mktemp("sample"))


@pytest.fixture(params=["bundled", "sample"])
def dataset(request):
    return request.getfixturevalue(request.param)
