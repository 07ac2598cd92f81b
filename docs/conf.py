"""How the site is built: ``python -m sphinx -W -b html docs docs/_build/html``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

import demandatlas

project = "Demand Atlas"
author = "The Demand Atlas authors"
copyright = "The Demand Atlas authors. Code: MIT. Data: CC BY 4.0"
version = release = demandatlas.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "apireference",
    "pagetexts",
    "datapages",
]
extensions += ["datafigures"] if (Path(__file__).parent / "_ext" / "datafigures.py").is_file() else []
exclude_patterns = ["_build", "_ext", "data/**/README.md"]
nitpicky = True
OUTSIDE = (
    "Mapping",
    "Path",
    "PathLike",
    "R",
    "altair.LayerChart",
    "collections.abc.Mapping",
    "date",
    "datetime.date",
    "demandatlas.table.R",
    "pandas.DataFrame",
    "polars.DataFrame",
    "pyarrow.Table",
)
nitpick_ignore = [("py:class", name) for name in OUTSIDE]  # no inventory of another site is needed for these
today_fmt = "%Y-%m-%d"

myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_heading_anchors = 3
toc_object_entries_show_parents = "hide"
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"
autodoc_typehints = "signature"
autodoc_default_options = {"exclude-members": "__init__, __new__"}
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = False

html_theme = "pydata_sphinx_theme"
html_title = "Demand Atlas"
html_short_title = "Demand Atlas"
html_baseurl = ""
html_context = {"default_mode": "auto"}
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("filter.js", {"defer": "defer"})]
html_favicon = "_static/mark.svg"
html_search_scorer = str(Path(__file__).parent / "_ext" / "scorer.js")
html_copy_source = False
html_show_sourcelink = False
html_permalinks_icon = "#"
html_last_updated_fmt = None
html_sidebars = {"index": [], "atlas/**": [], "first-answers": [], "changelog": []}
html_theme_options = {
    "logo": {
        "text": "Demand Atlas",
        "image_light": "_static/mark.svg",
        "image_dark": "_static/mark.svg",
        "alt_text": "",
    },
    "navbar_align": "left",
    "header_links_before_dropdown": 7,
    "navbar_end": ["theme-switcher"],
    "search_bar_text": "A place, an agency, a tactic, a function ...",
    "show_toc_level": 1,
    "navigation_depth": 3,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
