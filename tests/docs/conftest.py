import sys
import time
from pathlib import Path

import pytest
from sitetools import ROOT, build

sys.path.insert(0, str(ROOT / "docs" / "_ext"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built from the bundled dataset; beside it stands how many seconds that took."""
    out = tmp_path_factory.mktemp("docs") / "html"
    began = time.monotonic()
    build(out)
    (out.parent / "seconds").write_text(str(time.monotonic() - began), "utf-8")
    return out
