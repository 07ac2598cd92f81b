"""GeoJSON, validated by geojson-pydantic."""

import json

import pytest
from geojson_pydantic import FeatureCollection

import demandatlas as da
from demandatlas.states import STATES


def test_a_model_of_the_standard_takes_it(dataset, tmp_path):
    """geojson-pydantic reads every feature of sites and operations."""
    path = da.export.geojson(tmp_path / "sites.geojson", dataset)
    texts = [path.read_text("utf-8"), dataset.operations.to_geojson()]

    found = [[feature.id for feature in FeatureCollection.model_validate_json(text).features] for text in texts]

    assert [list(dataset.sites.ids), list(dataset.operations.ids)] == found


def test_every_point_lies_in_its_state(dataset):
    """Longitude comes first, so that each point falls into the box of the state that the site is in."""
    features = dataset.sites.__geo_interface__["features"]
    points = [(each["properties"]["state"], each["geometry"]["coordinates"]) for each in features if each["geometry"]]

    outside = [(state, point) for state, point in points if not STATES[state].holds(point[1], point[0])]

    assert (True, []) == (bool(points), outside)


def test_a_site_without_coordinates_has_no_geometry(sample):
    """It is there all the same."""
    features = {each["id"]: each["geometry"] for each in sample.sites.__geo_interface__["features"]}

    assert {
        "alder-ak": {"type": "Point", "coordinates": [-149.5, 61.25]},
        "birch-county-ca": {"type": "Point", "coordinates": [-121.5, 38.5]},
        "cedar-vt": None,
        "dogwood-ny": None,
    } == features


def test_an_operation_stands_where_its_sites_are(sample):
    """Several places make a MultiPoint; places without coordinates are left out; without any there is no geometry."""
    features = {each["id"]: each["geometry"] for each in json.loads(sample.operations.to_geojson())["features"]}

    assert {
        "sweep-2021": {"type": "MultiPoint", "coordinates": [[-149.5, 61.25], [-121.5, 38.5]]},
        "sweeps-whole": None,
        "undated": None,
    } == features


def test_properties_are_plain(sample):
    """Standings are properties that a map can be coloured by; days are ISO text; the GEOID keeps its zero."""
    site = sample.sites.__geo_interface__["features"][0]["properties"]
    operation = sample.operations.__geo_interface__["features"][0]["properties"]

    assert ("used", "0200999", "2021-10-01", False) == (
        site["standing_letters"],
        site["geoid"],
        operation["when_earliest"],
        "latitude" in site,
    )


def test_an_answer_keeps_its_places(sample):
    """Narrowed tables of operations know their sites too."""
    features = sample.operations_between("2021-10", "2021-10").where(edition=2).__geo_interface__["features"]

    assert ["MultiPoint"] == [each["geometry"]["type"] for each in features]


def test_it_is_written_where_a_path_is_given(sample, tmp_path):
    """The text is given back, and is what the file holds."""
    text = sample.sites.to_geojson(tmp_path / "sites.geojson")

    assert text == (tmp_path / "sites.geojson").read_text("utf-8")


def test_agencies_have_no_place(bundled):
    """A table of other records is refused, and tools that look for an interface find none."""
    with pytest.raises(da.InvalidTypeError, match="agency rows have no place; give sites or operations"):
        bundled.agencies.to_geojson()

    assert not hasattr(bundled.agencies, "__geo_interface__")


def test_operations_outside_their_dataset_have_no_sites(sample):
    """A table that was pickled has lost its dataset: an error, not an empty map."""
    import pickle

    alone = pickle.loads(pickle.dumps(sample.operations))

    with pytest.raises(da.InvalidTypeError) as raised:
        alone.to_geojson()

    expected = "these operations were taken out of their dataset; ask it for them again, for their sites"
    assert expected == str(raised.value)
