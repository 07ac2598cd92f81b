"""A dataset of somebody who means harm: its names, ids, notes and addresses are weapons."""

from builders import claim, dataset, evidence, files_with, operation, outcome, site, source, use

from demandatlas.count import Count
from demandatlas.parts import Statement
from demandatlas.records import Menu
from demandatlas.table import Table

SCRIPT = '<script>document.title="taken"</script>'
WEAPONS = (
    SCRIPT, '<img src=x onerror=document.title="taken">', '"><svg onload=document.title="taken">', "</td></tr></table>",
    "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "'=1", "a\x00b", "x" * 100_000,
    "'); DROP TABLE sites; --", "{{ 7*7 }}", "${jndi:ldap://x}", "javascript:alert(1)", "\u202efdp.exe", "a\r=1+1",
    "%0d%0aSet-Cookie: a",
    "../../../../etc/passwd", "/etc/passwd", "C:\\Windows\\win.ini", "CON", "NUL.txt", "file:///etc/passwd",
    "http://127.0.0.1/",
)  # fmt: skip


def records():
    """A site, an operation and a source for each weapon, which stands wherever text can stand."""
    for number, weapon in enumerate(WEAPONS):
        yield source(f"s{number}", title=weapon, publisher=weapon, note=weapon, url=weapon)
        told = Statement(field="name", value=weapon, evidence=_evidence(number, weapon))
        uses = (use("letters", claim("used", "2020", f"s{number}", note=weapon), sources={f"s{number}": source()}),)
        yield site(
            weapon if _can_be_an_id(weapon) else f"p{number}",
            weapon,
            statements=(told,),
            tactic_uses=uses,
            geoid=weapon,
        )
        counted = outcome(weapon, Count.exact(1), offense=weapon)
        yield operation(f"o{number}", "2020", name=weapon, outcomes=(counted,))


def shown_in_cells():
    """A table with each weapon in a cell, ten rows at most, and one with each in what was asked."""
    menus = [Menu(id=f"m{number}", title=weapon, tactics=()) for number, weapon in enumerate(WEAPONS)]
    tables = [Table.of([menu], "menu", f"menus.where(title={menu.title!r})") for menu in menus]
    return [*tables, *(Table.of([menu], "menu", menu.title) for menu in menus)]


def _can_be_an_id(text):
    """What stands in a line of the compiled data and of its index as it is; other ids are damage, and refused."""
    return len(text) < 100 and text.isprintable() and not set(text) & set(' "\\')


def _evidence(number, weapon):
    return (evidence(f"s{number}", weapon, note=weapon),)


def hostile():
    return dataset(*records())


def hostile_files():
    return files_with(*records())
