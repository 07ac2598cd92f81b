"""Types: what checkers accept, what they refuse, and what editors offer."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

import demandatlas
from demandatlas import ids

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOOD, BAD = HERE / "good.py", HERE / "bad.py"
BIN = Path(sys.executable).parent
# Checkers look for the package where the first Python on the path finds it.
ENVIRONMENT = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def marked(path):
    """The numbers of the lines that are to be errors."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {number for number, line in enumerate(lines, start=1) if line.endswith("# error")}


def run(*command, folder=ROOT):
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]], capture_output=True, text=True, env=ENVIRONMENT, cwd=folder, check=False
    )


def mypy_errors(path, folder):
    done = run("mypy", "--cache-dir", str(folder), "--output", "json", str(path))
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {(Path(each["file"]).name, each["line"]) for each in found if each["severity"] == "error"}


def basedpyright_errors(path, folder):
    # In a folder of its own, or the settings of the project would leave the tests out.
    done = run(
        "basedpyright", "--pythonpath", sys.executable, "--outputjson", "--level", "error", str(path), folder=folder
    )
    found = json.loads(done.stdout)["generalDiagnostics"]
    return {(Path(each["file"]).name, each["range"]["start"]["line"] + 1) for each in found}


CHECKERS = pytest.mark.parametrize("errors_in", [mypy_errors, basedpyright_errors], ids=["mypy", "basedpyright"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Outside the project, and with what mypy has found out once."""
    return tmp_path_factory.mktemp("checked")


@CHECKERS
def test_what_checkers_accept(errors_in, folder):
    """Tables, rows, answers and fields have the types that they should have."""
    assert set() == errors_in(GOOD, folder)


@CHECKERS
def test_what_checkers_refuse(errors_in, folder):
    """Misspelt ids, units and attributes, wrong types, and changes: the marked lines and no others."""
    assert {("bad.py", number) for number in marked(BAD)} == errors_in(BAD, folder)


def test_every_public_name_has_a_known_type(tmp_path):
    """As whoever imports the library needs it: 100 % of what is public."""
    done = run("basedpyright", "--verifytypes", "demandatlas", "--ignoreexternal", "--outputjson", folder=tmp_path)
    report = json.loads(done.stdout)["typeCompleteness"]
    unknown = [symbol["name"] for symbol in report["symbols"] if symbol["isExported"] and not symbol["isTypeKnown"]]

    assert (1, [], True) == (report["completenessScore"], unknown, "py.typed" in report["pyTypedPath"])


def test_every_example_of_what_is_accepted_is_real():
    """The questions of the module are all tried."""
    tried = {
        node.attr for node in ast.walk(ast.parse(GOOD.read_text(encoding="utf-8"))) if isinstance(node, ast.Attribute)
    }

    assert {"sites_using", "operations_between", "agencies_for", "ties", "total", "why"} <= tried & set(
        demandatlas.__all__
    )


# What an editor offers, asked as an editor asks


OFFERED_WHOLE = 50
OFFERED = {
    'da.sites_using("|")': ids.TacticId,
    'da.total(da.operations, what="|", of="buyers")': ids.Counted,
    'da.total(da.operations, what="arrest", of="|")': ids.CountedOf,
    'da.sites_using("letters", standing="|")': ids.Standing,
    'da.sites["sacramento-ca"].uses("|")': ids.TacticId,
    'da.tactics_of("|")': ids.SiteId,
    'da.timeline("|")': ids.SiteId,
    'da.operations_between(site="|")': ids.SiteId,
    'da.operations_between(series="|")': ids.SeriesId,
    'da.operations_between(agency="|")': ids.AgencyId,
    'da.operations_of("|")': ids.AgencyId,
    'da.agencies_for("|")': ids.OperationId,
    'da.ties("|")': ids.SiteId,
}


@pytest.fixture(scope="module")
def editor(tmp_path_factory):
    """A language server, as an editor starts it, with one file open that holds a line for each question."""
    folder = tmp_path_factory.mktemp("editor")
    path = folder / "script.py"
    path.write_text("\n".join(["import demandatlas as da", *(line.replace("|", "") for line in OFFERED)]))
    (folder / "pyrightconfig.json").write_text(json.dumps({"venvPath": str(BIN.parents[1]), "venv": BIN.parent.name}))
    process = subprocess.Popen(
        [str(BIN / "basedpyright-langserver"), "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=ENVIRONMENT,
    )
    server = Server(process)
    server.ask("initialize", {"processId": os.getpid(), "rootUri": folder.as_uri(), "capabilities": {}})
    server.tell("initialized", {})
    document = {"uri": path.as_uri(), "languageId": "python", "version": 1, "text": path.read_text()}
    server.tell("textDocument/didOpen", {"textDocument": document})
    yield server, path.as_uri()
    server.ask("shutdown", None)
    server.tell("exit", None)
    process.stdin.close()
    process.stdout.close()
    process.wait(20)


class Server:
    """The other side of the Language Server Protocol: a request waits for its answer, all else is passed over."""

    def __init__(self, process):
        self.process, self.number = process, 0

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while (answer := self.receive()).get("id") != self.number or "method" in answer:
            if "method" in answer and "id" in answer:  # the server asks for settings; there are none
                self.send({"id": answer["id"], "result": [None] * len((answer["params"] or {}).get("items", ()))})
        return answer["result"]

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
            if found := re.match(rb"Content-Length: (\d+)", line):
                length = int(found[1])
        return json.loads(self.process.stdout.read(length))


@pytest.mark.parametrize("question", OFFERED)
def test_an_editor_offers_the_ids(question, editor):
    """Where a person types a name; what pyright offers of a text that is longer it cuts off."""
    server, uri = editor
    at = {"line": 1 + list(OFFERED).index(question), "character": question.index("|")}
    answer = server.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": at})
    offered = {each["label"].strip("\"'") for each in (answer["items"] if isinstance(answer, dict) else answer or ())}

    assert set() == {id for id in get_args(OFFERED[question]) if len(id) <= OFFERED_WHOLE} - offered
