"""Pictures: what they show, the text and the table that go with them, and that nobody needs colour to read them."""

import json
from itertools import combinations

import altair
import attrs
import pytest
from export.samples import OPERATIONS, SITES

import demandatlas as da
from demandatlas import Count, InvalidValueError, When, plots
from demandatlas.parts import Outcome
from demandatlas.vocabulary import VOCABULARY

STANDINGS = ("used", "ended", "not_used", "disputed", "considered", "unknown")


def operation(id, when=None, *outcomes):
    return da.Operation(id=id, name=id, when=When(when) if when else None, outcomes=outcomes)


def arrests(count, of="buyers", key="arrests", what="arrest"):
    return Outcome(
        key=key, what=what, of=of, count=count, statements=(da.Statement(field="count", value=count, evidence=()),)
    )


def layers(picture):
    return picture.chart.to_dict()["layer"]


def drawn(picture, layer):
    """The rows that a layer draws, before its own filter."""
    spec = picture.chart.to_dict()
    return (layers(picture)[layer].get("data") or spec["data"])["values"]


class TestTacticMatrix:
    def test_rows(self):
        """The table has a row for every site and tactic, unknown ones too."""
        picture = plots.tactic_matrix(SITES[:1])

        told = {("letters", "used", 2), ("web_stings", "not_used", 1)}
        rest = {(id, "unknown", 0) for id in da.tactics.ids} - {(id, "unknown", 0) for id in ("letters", "web_stings")}
        assert told | rest == {(row["tactic"], row["standing"], row["claims"]) for row in picture.rows}

    def test_unknown_is_apart_from_no(self):
        """A denial and the unknown differ by letter and by colour; the unknown is white."""
        picture = plots.tactic_matrix(SITES[:1])
        marks = {row["standing"]: row["mark"] for row in drawn(picture, 0)}
        scale = layers(picture)[0]["encoding"]["color"]["scale"]
        colours = dict(zip(scale["domain"], scale["range"], strict=True))

        assert ("N", "·", "#D55E00", "white") == (
            marks["not_used"],
            marks["unknown"],
            colours["not_used"],
            colours["unknown"],
        )

    def test_alt(self):
        """The text counts the standings and says that unknown is not no."""
        assert (
            "A grid of 15 tactics by 2 sites: 1 not used, 28 unknown, 1 used (unknown is not no)."
            == plots.tactic_matrix(SITES[:2]).alt
        )

    def test_one_site(self):
        """One site is one site."""
        assert plots.tactic_matrix(SITES[:1]).alt.startswith("A grid of 15 tactics by 1 site:")


class TestOperationsTimeline:
    def test_bars_are_as_wide_as_the_uncertainty(self):
        """A year is pale from its first day to the day after its last, and dark nowhere; a span is dark inside."""
        picture = plots.operations_timeline([operation("a", "2019"), operation("b", "2020-09/2020-11-15")])

        rows = [(r["first"], r["after"], r["sure"], r["sure_after"]) for r in drawn(picture, 0)]

        assert [
            ("2019-01-01", "2020-01-01", None, None),
            ("2020-09-01", "2020-11-16", "2020-09-30", "2020-11-16"),
        ] == rows

    def test_open_sides_reach_the_edge(self):
        """An open start begins with the first day known of any, an open end ends with the last, each with an arrow."""
        picture = plots.operations_timeline(
            [operation("a", "1999-05-01"), operation("b", "../2001"), operation("c", "2000/..")]
        )

        rows = {r["operation"]: (r["first"], r["after"], r["open_start"], r["open_end"]) for r in drawn(picture, 0)}

        assert {
            "a": ("1999-05-01", "1999-05-02", False, False),
            "b": ("1999-05-01", "2002-01-01", True, False),
            "c": ("2000-01-01", "2002-01-01", False, True),
        } == rows

    def test_arrows_are_for_open_sides_only(self):
        """The layers of arrows are filtered by the side that is open."""
        filters = [
            layer.get("transform", [{}])[0].get("filter") for layer in layers(plots.operations_timeline(OPERATIONS))
        ]

        assert [None, None, "datum.open_start", "datum.open_end"] == filters

    def test_the_last_day_of_the_calendar(self):
        """There is no day after it."""
        picture = plots.operations_timeline([operation("a", "9999-12-31")])

        assert "9999-12-31" == drawn(picture, 0)[0]["after"]

    def test_the_undated_are_in_the_table(self):
        """An operation without a time is told, not drawn."""
        picture = plots.operations_timeline([operation("a", "2019"), operation("b")])

        assert (2, 1, "A time line of 1 operation: a, 2019. 1 operation without a time not drawn.") == (
            len(picture.rows),
            len(drawn(picture, 0)),
            picture.alt,
        )

    def test_alt_is_in_order_of_time_and_ends(self):
        """After a dozen, the text says how many more there are."""
        many = [operation(f"op{number:02}", f"{2020 - number}") for number in range(14)]

        alt = plots.operations_timeline(many).alt

        told = "; ".join(f"op{number:02}, {2020 - number}" for number in range(13, 1, -1))
        assert f"A time line of 14 operations: {told}; and 2 more." == alt

    def test_nothing_dated(self):
        """A picture of nothing is refused."""
        with pytest.raises(InvalidValueError, match="none of these operations has a time; give at least one that has"):
            plots.operations_timeline([operation("a")])


class TestCounts:
    OPERATIONS = (
        operation("exact", "2019", arrests(Count.exact(46))),
        operation("most", "2020", arrests(Count.at_most(22))),
        operation("least", "2021", arrests(Count.at_least(3))),
        operation("other", "2021", arrests(Count.exact(9), of="mixed")),
        operation("none", "2021", arrests(Count.exact(0))),
    )

    def test_rows(self):
        """Bounds as they are; "at least 3" tells 3; another group's count is no count of this one."""
        picture = plots.counts(self.OPERATIONS, what="arrest", of="buyers")

        assert [
            ("exact", True, 46, 46, 46),
            ("most", True, 0, None, 22),
            ("least", True, 3, 3, None),
            ("other", False, None, None, None),
            ("none", True, 0, 0, 0),
        ] == [tuple(row.values()) for row in picture.rows]

    def test_what_is_not_told_is_not_zero(self):
        """It is written, not drawn as a point; a told zero is a point at zero."""
        picture = plots.counts(self.OPERATIONS, what="arrest", of="buyers")

        told, not_told = drawn(picture, 0), drawn(picture, 3)
        zero = next(row for row in told if row["operation"] == "none")

        assert (["other"], "not told", (0, 0, False)) == (
            [row["operation"] for row in not_told],
            layers(picture)[3]["mark"]["text"],
            (zero["best"], zero["end"], zero["open"]),
        )

    def test_an_open_bound_ends_in_an_arrow(self):
        """Only counts without an upper bound get one, beyond every number told."""
        picture = plots.counts(self.OPERATIONS, what="arrest", of="buyers")

        rows = {row["operation"]: (row["open"], row["end"] > 46) for row in drawn(picture, 2)}

        assert {
            "exact": (False, False), "most": (False, False), "least": (True, True), "none": (False, False),
        } == rows  # fmt: skip

    def test_alt(self):
        """The text says each count as a person would."""
        alt = plots.counts(self.OPERATIONS, what="arrest", of="buyers").alt

        expected = "Counts of arrest of buyers by operation: exact, 46; most, at most 22; least, 3 or more; "
        assert f"{expected}other, not told; none, 0." == alt

    def test_alt_ends(self):
        """After a dozen, the text says how many more there are."""
        alt = plots.counts([operation(f"op{number}") for number in range(13)], what="arrest", of="buyers").alt

        assert alt.endswith("op11, not told; and 1 more.")

    @pytest.mark.parametrize(("what", "of"), [("arrests", "buyers"), ("arrest", "buyer")])
    def test_a_word_that_does_not_exist(self, what, of):
        """One unit and one group, by the words of the vocabulary."""
        with pytest.raises(InvalidValueError, match="is not in the vocabulary Counted(Of)?; did you mean"):
            plots.counts(self.OPERATIONS, what=what, of=of)


class TestSiteMap:
    def test_rows_keep_every_site(self):
        """Sites without coordinates are in the table and in the text, not on the map."""
        picture = plots.site_map(SITES)

        rows = [row["site"] for row in picture.rows]

        assert (rows, 2, "A map of 2 sites. 2 sites without coordinates not drawn.") == (
            ["Alder, AK", "Birch County, CA", "Cedar, VT", "+Dogwood, NY"],
            len(drawn(picture, 1)),
            picture.alt,
        )

    def test_by_standing(self):
        """With a tactic, by any of its names, each site has the standing's letter, shape and colour."""
        picture = plots.site_map(SITES[:2], "Web Stings")
        encoding = layers(picture)[1]["encoding"]

        assert (["Alder, AK (N)", "Birch County, CA (·)"], "standing", "standing") == (
            [row["label"] for row in drawn(picture, 1)],
            encoding["color"]["field"],
            encoding["shape"]["field"],
        )

    def test_alt_by_standing(self):
        """The text counts the standings."""
        alt = plots.site_map(SITES[:2], "web_stings").alt

        assert "A map of 2 sites, by the standing of web_stings: 1 not used, 1 unknown (unknown is not no)." == alt

    def test_an_outline_lies_beneath(self):
        """A user's own outline takes the place of the lines of latitude and longitude."""
        outline = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}}

        assert outline == drawn(plots.site_map(SITES, outline=outline), 0)

    def test_lines_surround_the_points(self):
        """Without one, a grid in whole steps holds every point, with room on all sides."""
        beneath = layers(plots.site_map(SITES))[0]["data"]["graticule"]
        (west, south), (east, north) = beneath["extent"]

        assert west < -149.5 < -121.5 < east and south < 38.5 < 61.25 < north

    def test_one_site_has_a_map_too(self):
        """A single point has a grid of the finest step around it."""
        beneath = layers(plots.site_map(SITES[:1]))[0]["data"]["graticule"]

        assert {"extent": [[-149.5, 61.2], [-149.4, 61.3]], "step": [0.1, 0.1]} == beneath

    def test_many_sites_are_not_named(self):
        """Names would cover each other."""
        many = [attrs.evolve(SITES[0], id=f"site-{number}-ak") for number in range(26)]

        assert (2, 4) == (len(layers(plots.site_map(many))), len(layers(plots.site_map(many[:25]))))

    def test_nothing_located(self):
        """A map of nothing is refused."""
        with pytest.raises(InvalidValueError, match="none of these sites has coordinates; give at least one that has"):
            plots.site_map(SITES[2:])


PICTURES = {
    "matrix": lambda: plots.tactic_matrix(SITES),
    "timeline": lambda: plots.operations_timeline(OPERATIONS),
    "counts": lambda: plots.counts(OPERATIONS, what="arrest", of="buyers"),
    "map": lambda: plots.site_map(SITES, "letters"),
}


@pytest.mark.parametrize("name", PICTURES)
class TestPicture:
    def test_svg_has_its_text(self, name, tmp_path):
        """A saved SVG is an image with a label, for those who do not see it."""
        picture = PICTURES[name]()
        picture.save(tmp_path / "a.svg")
        text = (tmp_path / "a.svg").read_text("utf-8")

        assert text.startswith(f'<svg role="img" aria-label="{picture.alt}"')

    def test_html_needs_no_network(self, name, tmp_path):
        """A saved page loads no script from anywhere."""
        PICTURES[name]().save(tmp_path / "a.html")

        assert "<script src=" not in (tmp_path / "a.html").read_text("utf-8")

    def test_json_is_the_specification(self, name, tmp_path):
        """The Vega-Lite JSON says what the picture shows."""
        picture = PICTURES[name]()
        picture.save(tmp_path / "a.json")

        assert picture.alt == json.loads((tmp_path / "a.json").read_text("utf-8"))["description"]

    def test_png(self, name, tmp_path):
        """A PNG is a PNG."""
        PICTURES[name]().save(tmp_path / "a.png")

        assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")

    @pytest.mark.parametrize(("renderer", "kind"), [("default", "text/html"), ("png", "image/png")])
    def test_a_notebook_shows_it(self, name, renderer, kind):
        """A notebook gets the chart in the form that Altair is set to, and the text."""
        picture = PICTURES[name]()
        with altair.renderers.enable(renderer):
            data, _ = picture._repr_mimebundle_()

        assert (True, picture.alt) == (kind in data, data["text/plain"])

    def test_it_does_not_overwrite(self, name, tmp_path):
        """What is there stays."""
        (tmp_path / "a.svg").write_text("mine")

        with pytest.raises(da.ExportError, match="overwrite=True"):
            PICTURES[name]().save(tmp_path / "a.svg")


def test_an_ending_that_is_no_format():
    """The error names the formats."""
    with pytest.raises(InvalidValueError) as raised:
        PICTURES["map"]().save("map.gif")

    assert "cannot save a picture as 'map.gif'; end it in .html, .json, .png, .svg" == str(raised.value)


@pytest.mark.parametrize(
    ("draw", "what"),
    [
        (plots.tactic_matrix, "sites"),
        (plots.site_map, "sites"),
        (plots.operations_timeline, "operations"),
        (lambda none: plots.counts(none, what="arrest", of="buyers"), "operations"),
    ],
)
def test_nothing_to_draw(draw, what):
    """A picture of nothing is refused, with the remedy."""
    with pytest.raises(InvalidValueError) as raised:
        draw([])

    assert f"there are no {what} to draw; give at least one" == str(raised.value)


def test_every_standing_has_its_own_look():
    """All standings of the vocabulary have a letter and a colour of their own."""
    letters, colours, _ = zip(*plots.STANDINGS.values(), strict=True)

    assert (set(VOCABULARY["Standing"]), 6, 6) == (set(plots.STANDINGS), len(set(letters)), len(set(colours)))


# Machado, Oliveira and Fernandes 2009, severity 1.0; rows of matrices over linear RGB.
SIGHT = {
    "common": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def seen(colour, sight):
    """A colour in CIE Lab, as somebody with a kind of sight sees it."""
    text = {"white": "#FFFFFF"}.get(colour, colour)
    channels = [int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    r, g, b = (min(max(sum(w * c for w, c in zip(row, linear, strict=True)), 0), 1) for row in SIGHT[sight])
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_can_be_told_apart(sight):
    """Whatever the kind of colour vision, no two standings look alike: at least ten just noticeable differences."""
    looks = [seen(colour, sight) for _, colour, _ in plots.STANDINGS.values()]
    nearest = min(sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5 for pair in combinations(looks, 2))

    assert nearest > 10
