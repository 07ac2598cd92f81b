"""A small folder of valid seeds, one of each kind, that tests mutate."""

import pytest
from seed_folder import write_valid


@pytest.fixture
def seeds(tmp_path):
    return write_valid(tmp_path / "seeds")
