"""GeoJSON (RFC 7946): sites as points, operations at the points of their sites; without coordinates, no geometry."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from demandatlas.errors import InvalidTypeError
from demandatlas.export._forms import form_of
from demandatlas.records import Operation, Site

SiteOf = Callable[[str], Site | None]

GEOGRAPHIC = ("site", "operation")
"""The kinds of record that have a place."""


def collection(records: Iterable[Any], kind: str, site: SiteOf | None) -> dict[str, Any]:
    """A feature collection: one feature a record, its flat form as properties.

    Args:
        records: sites or operations.
        kind: which of the two.
        site: gives the site of an id, for operations; none where they were taken out of their dataset.

    Raises:
        InvalidTypeError: the records have no place, or operations come without their sites.
    """
    if kind not in GEOGRAPHIC:
        raise InvalidTypeError(f"{kind} rows have no place; give sites or operations")
    if kind == "operation" and site is None:
        raise InvalidTypeError(
            "these operations were taken out of their dataset; ask it for them again, for their sites"
        )
    held = list(records)
    rows = form_of(held, kind).rows(held)
    features = [_feature(record, row, site) for record, row in zip(held, rows, strict=True)]
    return {"type": "FeatureCollection", "features": features}


def geojson_text(features: Mapping[str, Any]) -> str:
    """A feature collection as text, one feature a line."""
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in features["features"])
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def _feature(record: Site | Operation, row: Mapping[str, Any], site: SiteOf | None) -> dict[str, Any]:
    places = [record] if isinstance(record, Site) else [place for id in record.sites if site and (place := site(id))]
    properties = {name: _plain(value) for name, value in row.items() if name not in ("latitude", "longitude")}
    return {"type": "Feature", "id": record.id, "geometry": _geometry(places), "properties": properties}


def _geometry(places: Iterable[Site]) -> dict[str, Any] | None:
    points = [[each.longitude, each.latitude] for each in places if None not in (each.longitude, each.latitude)]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
