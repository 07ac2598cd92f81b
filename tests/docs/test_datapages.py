"""What the data pages are made of: links both ways, words, pictures, and pages, on small datasets made for the case."""

from sitetools import needs

needs("sphinx")

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import attrs
import datapages
import pytest
from datapages import ledes, pages, pictures, spoken, tables
from datapages.atlas import Atlas, standings_of
from sitetools.synthetic import records

import demandatlas as da
from demandatlas import Count, Dataset, Event, Evidence, Outcome, Statement, When
from demandatlas.curate.compiling import compiled_files

PIECE = (Evidence(source="demand-forum-sacramento-ca", locator="L1", note="A <b>note</b>.", readings=2),)


def told(record: da.Record, field: str, value: object) -> da.Record:
    """The record with a value in a field, and a statement that tells it."""
    statement = Statement(field=field, value=value, evidence=PIECE)
    return attrs.evolve(record, **{field: value}, statements=(*record.statements, statement))


def opened(folder: Path, changed: list[da.Record]) -> Atlas:
    """The atlas of the bundled records of the five documents, with some put in place of others."""
    by_id = {record.id: record for record in kept()} | {record.id: record for record in changed}
    folder.mkdir(exist_ok=True)
    for name, content in compiled_files(by_id.values()).items():
        (folder / name).write_bytes(content)
    return Atlas(Dataset.open(folder))


def kept() -> list[da.Record]:
    """Few sites with all that they name, so that a test is quick."""
    wanted = {"sacramento-ca", "west-sacramento-ca", "sacramento-county-ca"}
    everything = list(da.all_records())
    sites = [each for each in everything if isinstance(each, da.Site) and each.id in wanted]
    operations = [each for each in everything if isinstance(each, da.Operation) and set(each.sites) <= wanted]
    series = {each.series for each in operations}
    others = [each for each in everything if not isinstance(each, (da.Site, da.Operation, da.Series, da.Retired))]
    kept_series = [each for each in everything if isinstance(each, da.Series) and each.id in series]
    named = [each for each in others if not isinstance(each, da.Organization) or set(each.sites) <= wanted]
    return [*sites, *operations, *kept_series, *named]


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return opened(tmp_path_factory.mktemp("kept"), [])


@pytest.fixture(scope="module")
def made(atlas: Atlas) -> pages.Pages:
    return pages.Pages(atlas)


def plain(html: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#39;", "'").split())


class TestAtlas:
    def test_every_name_leads_back(self, atlas: Atlas) -> None:
        """Whoever is named knows by whom, and as what."""
        found = {(mention.record.id, mention.role) for mention in atlas.mentions("fbi")}

        assert {
            ("hot-spots", "participant"),
            ("hot-spots-2020", "participant"),
            ("hot-spots-2021", "participant"),
        } <= found

    def test_what_rests_on_a_source_is_told_of_by_it(self, atlas: Atlas) -> None:
        """Both ways give the same: the records under a source are those that point to it."""
        source = "sacda-hot-spots-2021"
        pointing = {record.id for record in atlas.records.values() if source in repr(record) and record.id != source}

        assert pointing >= set(atlas.resting_on(source)) != set()

    def test_operations_in_order_of_time(self, atlas: Atlas, tmp_path: Path) -> None:
        """Those that name a series, the earliest first, those without a time last."""
        undated = attrs.evolve(atlas.records["hot-spots-2019"], id="undated", when=None)
        atlas = opened(tmp_path, [undated])
        found = [operation.id for operation in atlas.operations_of(atlas.records["hot-spots"])]

        assert ["hot-spots-2019", "hot-spots-2020", "hot-spots-2021", "undated"] == found[-4:]

    def test_every_site_has_one_standing_of_a_tactic(self, atlas: Atlas) -> None:
        """The lists by standing hold every site once."""
        found = atlas.sites_by_standing("letters")

        assert (list(atlas.data.sites.ids), ["sacramento-ca"]) == (
            sorted(site.id for sites in found.values() for site in sites),
            [site.id for site in found["used"]],
        )

    def test_a_tactic_without_a_claim_is_unknown(self) -> None:
        """All fifteen have a standing at a site."""
        standings = standings_of(da.sites["sacramento-ca"])

        assert (15, "used", "unknown") == (len(standings), standings["letters"], standings["soap_orders"])

    def test_a_place_that_serves_another_knows_it(self, tmp_path: Path) -> None:
        """A class held elsewhere is a link from there."""
        site = da.sites["west-sacramento-ca"]
        claim = da.TacticClaim(stance="used", served_by="sacramento-ca", evidence=PIECE)
        use = da.TacticUse(tactic="john_school", standing="used", claims=(claim,))
        atlas = opened(tmp_path, [attrs.evolve(site, tactic_uses=(use,))])

        assert ("west-sacramento-ca", "served_by") in {
            (mention.record.id, mention.role) for mention in atlas.mentions("sacramento-ca")
        }


class TestWords:
    @pytest.mark.parametrize(
        ("count", "what", "expected"),
        [
            (Count.exact(1), "arrest", "1 arrest"),
            (Count.exact(2), "ad_response", "2 ad responses"),
            (Count.at_least(3), "recovery", "at least 3 recoveries"),
            (Count.exact(0), "summons", "0 summonses"),
        ],
    )
    def test_a_count_with_its_unit(self, count: Count, what: str, expected: str) -> None:
        """As a reader would say it."""
        outcome = SimpleNamespace(count=count, what=what)

        assert expected == spoken.counted(outcome)

    def test_a_list_in_words(self) -> None:
        """None, one, several."""
        assert ["", "a", "a, b and c"] == [spoken.listed(each) for each in ([], ["a"], ["a", "b", "c"])]

    def test_fields_and_kinds(self) -> None:
        """Known fields have a name of their own, others are spelt out; a state that is none stays as it is."""
        answers = (
            spoken.field_name("geoid"),
            spoken.field_name("publisher_kind"),
            spoken.state_name("CA"),
            spoken.state_name("XX"),
        )

        assert ("Census GEOID", "Publisher kind", "California", "XX") == answers

    def test_roles(self) -> None:
        """What one record names another: of a field, of the vocabulary, of neither."""
        answers = [spoken.role_name(role) for role in ("part_of", "organizer", "odd_one")]

        assert ["is a part of it", "leads or runs it", "odd one"] == answers

    def test_ledes_of_every_kind(self, atlas: Atlas) -> None:
        """Each record begins with a sentence."""
        first = [ledes.lede(atlas, record) for record in atlas.records.values()]

        assert [] == [text for text in first if not text.endswith(".") or "None" in text or ",," in text]

    @pytest.mark.parametrize(
        ("id", "expected"),
        [
            (
                "hot-spots-2021",
                "An operation in Sacramento County, CA, October 2021, an edition of Operation: Hot Spots.",
            ),
            ("fbi", "A federal agency, of the United States. The office is meant, never its holder."),
        ],
    )  # fmt: skip
    def test_a_lede(self, atlas: Atlas, id: str, expected: str) -> None:
        """From what the record tells."""
        assert expected == ledes.lede(atlas, atlas.records[id])

    def test_a_lede_of_little(self, atlas: Atlas) -> None:
        """What is not told is left out, or said to be so."""
        bare = [
            da.Operation(id="x", name="X"),
            da.Series(id="y", name="Y"),
            da.Series(id="yy", name="Y", cadence="annual", sites=("sacramento-ca", "west-sacramento-ca")),
            da.Milestone(id="z", title="Z"),
            da.Site(id="w", name="W", state="CA", kind="city"),
            da.Organization(id="o", name="O", kind="coalition", founded=When("2015"), member_count=Count.exact(3)),
            attrs.evolve(da.sources["sacda-hot-spots-2021"], extent="excerpt", published=None),
            attrs.evolve(da.agencies["fbi"], level="unknown"),
        ]

        assert [
            "An operation, time not told.",
            "A recurring operation; 0 editions known.",
            "A recurring operation in Sacramento, CA and West Sacramento, CA, held once a year; 0 editions known.",
            "time not told.",
            "City in California. No source that we read tells of a tactic here.",
            "A coalition of agencies and organizations, founded 2015, with 3 members.",
            "Sacramento County District Attorney's Office, without a date of publication; "
            "read in part, retrieved 2026-11-22.",
            "A federal agency. The office is meant, never its holder.",
        ] == [ledes.lede(atlas, record) for record in bare]


class TestPictures:
    def rows(self, *edtf: str) -> list[pictures.Row]:
        return [pictures.Row(text, When(text), "used") for text in edtf]

    def bars(self, svg: str) -> list[tuple[float, float, str]]:
        """Left and right end of each bar, with its style."""
        found = ElementTree.fromstring(svg).iter("rect")
        return [
            (float(each.get("x")), float(each.get("x")) + float(each.get("width")), each.get("class")) for each in found
        ]

    def test_no_rows_no_picture(self) -> None:
        """Nothing is drawn of nothing."""
        assert "" == pictures.timeline([], date(2026, 1, 1), "nothing")

    def test_bars_stand_in_order_of_time(self) -> None:
        """An earlier event lies left of a later one."""
        (_, first_end, _), (second_begin, _, _) = self.bars(
            pictures.timeline(self.rows("1990", "2000"), date(2026, 1, 1), "two")
        )

        assert first_end < second_begin

    def test_open_sides_reach_the_edge_and_fade(self) -> None:
        """An open end reaches farther than any told one, an open start begins before any."""
        until, since, closed = self.bars(
            pictures.timeline(self.rows("../1995", "1987/..", "1990/1992"), date(2026, 1, 1), "three")
        )

        assert (True, True, ["used open", "used open", "used"]) == (
            until[0] < closed[0],
            since[1] > closed[1],
            [until[2], since[2], closed[2]],
        )

    def test_the_alternative_text_is_escaped(self) -> None:
        """A name with signs cannot break the picture."""
        svg = pictures.bars([('a "name" <b>', 3, "used")], 'says "3"')

        assert 'says "3"' == ElementTree.fromstring(svg).get("aria-label")

    def test_long_labels_are_cut(self) -> None:
        """So that they do not run out of the picture."""
        svg = pictures.bars([("x" * 40, 1, "used"), ("short", 0, "used")], "two")
        labels = [each.text for each in ElementTree.fromstring(svg).iter("text")]

        assert ("x" * 30 + "…", "short") == (labels[0], labels[2])

    def test_no_bars_at_all(self) -> None:
        """A source on which nothing rests has an empty picture."""
        assert [] == self.bars(pictures.bars([], "none"))

    def test_the_map_is_the_right_way_round(self) -> None:
        """West is left, north is up: Seattle, Miami, Boston."""
        seattle, miami, boston = (pictures.project(*place) for place in ((47.6, -122.3), (25.8, -80.2), (42.4, -71.1)))

        assert (True, True) == (seattle[0] < miami[0] < boston[0], seattle[1] < boston[1] < miami[1])

    @pytest.mark.parametrize("place", [(24.5, -81.8), (49.4, -95.2), (47.5, -69.2), (40.4, -124.4), (25.8, -97.1)])
    def test_the_land_lies_within_the_picture(self, place: tuple[float, float]) -> None:
        """Key West, the Northwest Angle, Maine, Cape Mendocino, the Rio Grande."""
        x, y = pictures.project(*place)

        assert (True, True) == (0 < x < pictures.MAP_WIDTH, 0 < y < pictures.MAP_HEIGHT)

    def test_what_has_no_place_on_the_map_is_left_out(self) -> None:
        """A site without coordinates, and one in Hawaii."""
        site = da.sites["sacramento-ca"]
        others = [attrs.evolve(site, id="a", latitude=None), attrs.evolve(site, id="b", state="HI")]
        points = ElementTree.fromstring(pictures.site_map([site, *others], "map")).iter("circle")

        assert ["sacramento-ca"] == [point.get("data-id") for point in points]


class TestPages:
    def test_one_page_a_record_and_one_list_a_kind(self, made: pages.Pages) -> None:
        """No two pages have one name; the sites' list is the front page."""
        names = [page.name for page in made.all()]
        expected = {pages.page_name(record) for record in made.atlas.records.values()}
        lists = {name for name in names if name.endswith("/index")}

        assert (len(names), expected, 10) == (len(set(names)), set(names) - lists, len(lists))

    def test_every_page_is_well_formed(self, made: pages.Pages) -> None:
        """Every tag that is opened is closed, and no id stands twice on a page."""
        broken = []
        for page in made.all():
            text = page.body.replace("<br>", "<br/>").replace(" hidden", ' hidden="hidden"')
            text = re.sub(r"<input ([^>]*)>", r"<input \1/>", text)
            root = ElementTree.fromstring(f"<div>{text}</div>")
            ids = [each.get("id") for each in root.iter() if each.get("id")]
            if len(ids) != len(set(ids)):
                broken.append((page.name, [id for id in ids if ids.count(id) > 1]))

        assert [] == broken

    def test_what_a_source_says_cannot_become_markup(self, tmp_path: Path) -> None:
        """Signs in a note are shown, not obeyed."""
        site = told(da.sites["sacramento-ca"], "county", "<script>x</script>")
        body = pages.Pages(opened(tmp_path, [site])).page(site).body

        assert (0, 1, True) == (
            body.count("<script"),
            body.count("&lt;script&gt;x&lt;/script&gt;"),
            "A &lt;b&gt;note&lt;/b&gt;." in body,
        )

    def test_a_second_reading_is_told(self, tmp_path: Path) -> None:
        """Evidence that two people read says so."""
        site = told(da.sites["sacramento-ca"], "county", "ocd-division/country:us/state:ca/county:sacramento")

        assert "read twice" in pages.Pages(opened(tmp_path, [site])).page(site).body

    def test_rivals_and_conflicts_are_shown(self, tmp_path: Path) -> None:
        """Both values stand on the page, under the field and among what sources disagree on."""
        site = da.sites["sacramento-ca"]
        rival = Statement(field="population", value=499_777, evidence=PIECE)
        changed = attrs.evolve(site, statements=(*site.statements, rival))
        page = pages.Pages(opened(tmp_path, [changed])).page(changed)

        assert (("conflicts", "Where sources disagree"), 2) == (
            next(section for section in page.sections if section[0] == "conflicts"),
            page.body.count("499,777"),
        )

    def test_rival_counts_are_shown(self, tmp_path: Path) -> None:
        """An outcome shows every count told, with its offense, its whole, and its note."""
        rival = Statement(field="count", value=Count.exact(40), evidence=PIECE)
        chosen = Statement(field="count", value=Count.exact(39), evidence=PIECE, basis="derived")
        whole = Outcome(key="all", what="arrest", of="mixed", count=Count.exact(39), statements=(chosen, rival))
        part = attrs.evolve(whole, key="some", of="buyers", part_of="all", offense="soliciting", note="Some of them.")
        operation = attrs.evolve(da.operations["hot-spots-2020"], outcomes=(whole, part), when=None)
        text = plain(pages.Pages(opened(tmp_path, [operation])).page(operation).body)

        assert [] == [
            words
            for words in ("39 derived also told: 40", "within all", "soliciting", "Some of them.", "No time is told.")
            if words not in text
        ]

    def test_a_site_of_which_nothing_is_told(self, tmp_path: Path) -> None:
        """It has a page that says so."""
        site = da.Site(
            id="bare-ca",
            name="Bare",
            state="CA",
            kind="city",
            statements=(Statement(field="name", value="Bare", evidence=PIECE),),
        )
        text = plain(pages.Pages(opened(tmp_path, [site])).page(site).body)

        assert [] == [
            words
            for words in (
                "No source that we read makes a claim about a tactic here.",
                "No page about this place that we read prints a list of tactics.",
                "Neither told of nor listed: Auto Seizure",
            )
            if words not in text
        ]

    def test_a_class_held_elsewhere_and_a_rate(self, tmp_path: Path) -> None:
        """A claim shows who holds it, how often, and what it rests on."""
        claim = da.TacticClaim(
            stance="used", served_by="sacramento-ca", per_year=Count.between(1, 2), basis="heading", evidence=PIECE
        )
        use = da.TacticUse(tactic="john_school", standing="used", claims=(claim,))
        site = attrs.evolve(da.sites["west-sacramento-ca"], tactic_uses=(use,))
        text = plain(pages.Pages(opened(tmp_path, [site])).page(site).body)

        assert "used , no time told, 1 to 2 a year, held by Sacramento, CA by a heading only" in text

    def test_a_source_without_values(self, tmp_path: Path) -> None:
        """A source on which nothing rests has a page that says so."""
        source = attrs.evolve(da.sources["sacda-hot-spots-2021"], id="unused", title="Unused")

        assert "No value rests on it." in pages.Pages(opened(tmp_path, [source])).page(source).body

    def test_a_record_that_is_not_there_is_no_link(self, made: pages.Pages) -> None:
        """Its id is shown as it is."""
        assert "<code>nowhere</code>" == made.link("nowhere")

    def test_many_rows_are_cut_to_the_latest(self, made: pages.Pages) -> None:
        """A picture of hundreds of rows shows the latest, and says how many it does not."""
        rows = [
            Event(id=str(year), when=When(str(year)), what="milestone", title="M", evidence=())
            for year in range(1950, 2000)
        ]
        svg = made.timeline([*rows, attrs.evolve(rows[0], when=None)], "much")

        assert (pages.DRAWN, True) == (
            svg.count("<rect"),
            "; 1 without a time are not drawn; 10 earlier ones are not drawn" in svg,
        )

    def test_the_front_page_tells_every_standing(self, made: pages.Pages) -> None:
        """A row holds what the filter needs: state, kind, and each told tactic with its standing."""
        front = made.front()
        row = re.search(r'<tr data-id="sacramento-ca"[^>]*>', front).group()
        uses = {f"{use.tactic}={use.standing}" for use in da.sites["sacramento-ca"].tactic_uses}

        assert (uses, True) == (
            set(re.search(r'data-tactics="([^"]*)"', row)[1].split()),
            'data-state="CA" data-kind="city"' in row,
        )

    def test_places_of_a_source_are_grouped(self, atlas: Atlas) -> None:
        """What rests on one line stands together, each thing once."""
        found = tables.places(atlas.resting_on("sacda-hot-spots-2021")["hot-spots-2021"])

        assert len(found) == len({place for place, _ in found})

    def test_cells_of_a_list(self, made: pages.Pages) -> None:
        """An id is a link, a list joins its links, a term is in words, and nothing is empty."""
        operation = da.operations["hot-spots-2021"]
        cells = [plain(made.cell(operation, column)) for column in ("series", "sites", "part_of")]

        assert ["Operation: Hot Spots", "Sacramento County, CA", ""] == cells


class TestExtension:
    def test_a_page_reaches_the_search(self) -> None:
        """Its title, its aliases as titles, its words."""
        page = pages.Page(
            name="atlas/tactics/letters", title="Letters", body="", aliases=("Dear John letters",), words="cars"
        )
        titles = [node.astext() for node in datapages._searched(page).findall(datapages.nodes.title)]

        assert ["Letters", "Dear John letters"] == titles

    def test_a_page_without_sections_has_no_contents(self) -> None:
        """The theme then leaves the column out."""
        assert {} == datapages._toc(pages.Page(name="x", title="X", body="<p>x</p>"))

    def test_a_builder_without_a_search_is_left_alone(self) -> None:
        """Nothing is added to an index that is not there."""
        app = SimpleNamespace(builder=SimpleNamespace(indexer=None), env=SimpleNamespace(all_docs={}))
        datapages._teach_search(app, pages.Page(name="x", title="X", body=""))

        assert {} == app.env.all_docs

    def test_large_data_are_real_copies(self) -> None:
        """The dataset to measure with has what it says: copies with ids of their own, in many states."""
        sites = [record for record in records(60) if isinstance(record, da.Site)]

        assert (len(da.sites) + 60, True) == (
            len({site.id for site in sites}),
            len({site.state for site in sites}) > 40,
        )
