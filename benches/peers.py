"""Amur beside what people use today, on the same records and the same schemas.

    python3 benches/peers.py FOLDER --amur target/release/amur [--rounds 3] [--sample 500]

FOLDER is a dataset, such as one that `cargo bench --bench corpus` grows. Every round runs each
tool once, one after the other; medians and ratios are printed as a Markdown table. It needs
PyYAML with libyaml, jsonschema, pyarrow and check-jsonschema.
"""

import argparse
import json
import multiprocessing
import os
import pathlib
import statistics
import subprocess
import sys
import time


def validators(root):
    """One validator a kind, of the same pages that Amur reads."""
    import jsonschema
    import referencing
    import yaml

    pages = {p.name: yaml.safe_load(p.read_text()) for p in (root / "schemas/kinds").glob("*.yaml")}
    resources = [
        ("https://pages.invalid/" + name, referencing.Resource.from_contents(page)) for name, page in pages.items()
    ]
    registry = referencing.Registry().with_resources(resources)
    return {
        name.removesuffix(".yaml"): jsonschema.Draft202012Validator(
            {"$ref": "https://pages.invalid/" + name}, registry=registry
        )
        for name in pages
        if name != "common.yaml"
    }


def loader():
    """PyYAML's C loader without its guess at dates, which JSON Schema cannot hold."""
    import yaml

    class Loader(yaml.CSafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith("timestamp")]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }
    return Loader


def read_chunk(arguments):
    """Reads and validates files; returns how many faults there are, and the records by kind."""
    import yaml

    root, files = arguments
    held, load, faults, records = validators(root), loader(), 0, {}
    for file in files:
        kind = file.relative_to(root / "records").parts[0]
        try:
            record = yaml.load(file.read_text(encoding="utf-8"), Loader=load)
        except yaml.YAMLError:
            faults += 1
            continue
        faults += sum(1 for _ in held[kind].iter_errors(record))
        records.setdefault(kind, []).append({"id": file.stem, "record": json.dumps(record)})
    return faults, records


def python_stack(root, target):
    """PyYAML, jsonschema and pyarrow on all cores: one Parquet file a kind, one column of JSON."""
    import pyarrow
    import pyarrow.parquet

    files = sorted((root / "records").rglob("*.yaml"))
    cores = os.cpu_count() or 1
    step = len(files) // cores + 1
    chunks = [(root, files[at : at + step]) for at in range(0, len(files), step)]
    with multiprocessing.Pool(cores) as pool:
        parts = pool.map(read_chunk, chunks)
    target.mkdir(parents=True, exist_ok=True)
    for kind in sorted({kind for _, records in parts for kind in records}):
        rows = [row for _, records in parts for row in records.get(kind, [])]
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), target / f"{kind}.parquet")


def check_jsonschema(root, sample):
    """check-jsonschema over a sample, as many files of each kind as there are in turn."""
    for kind in sorted(p for p in (root / "records").iterdir() if p.is_dir()):
        files = sorted(kind.rglob("*.yaml"))[:sample]
        page = root / "schemas/kinds" / (kind.name + ".yaml")
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(page)]
        subprocess.run(command + [str(f) for f in files], capture_output=True, check=False)


def timed(command):
    """Runs a command; returns its seconds and the peak of its largest process in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("folder", type=pathlib.Path)
    words.add_argument("--amur", default="target/release/amur")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--sample", type=int, default=100, help="files a kind for check-jsonschema")
    words.add_argument("--only", choices=["python", "check-jsonschema"], help=argparse.SUPPRESS)
    given = words.parse_args()
    root = given.folder.resolve()
    if given.only == "python":
        return python_stack(root, root / "python-outputs")
    if given.only == "check-jsonschema":
        return check_jsonschema(root, given.sample)
    files = list((root / "records").rglob("*.yaml"))
    kinds = [p for p in (root / "records").iterdir() if p.is_dir()]
    sampled = sum(min(given.sample, len(list(kind.rglob("*.yaml")))) for kind in kinds)
    itself = [sys.executable, __file__, str(root), "--sample", str(given.sample), "--only"]
    tools = {
        "amur check": ([given.amur, "--root", str(root), "check"], len(files)),
        "amur build": ([given.amur, "--root", str(root), "build"], len(files)),
        "PyYAML (C) + jsonschema + pyarrow": (itself + ["python"], len(files)),
        "check-jsonschema": (itself + ["check-jsonschema"], sampled),
    }
    runs = {name: [] for name in tools}
    for _ in range(given.rounds):
        for name, (command, _) in tools.items():
            runs[name].append(timed(command))
    size = sum(file.stat().st_size for file in files)
    print(f"{len(files)} records, {size / len(files) / 1000:.2f} KB each, {os.cpu_count()} cores\n")
    print("| tool | records | seconds (median) | records a second | MB | times amur build |")
    print("|---|---|---|---|---|---|")
    rates = {n: tools[n][1] / statistics.median(s for s, _ in r) for n, r in runs.items()}
    for name, results in runs.items():
        seconds = statistics.median(s for s, _ in results)
        peak = max(m for _, m in results)
        ratio = rates["amur build"] / rates[name]
        print(f"| {name} | {tools[name][1]} | {seconds:.2f} | {rates[name]:,.0f} | {peak:.0f} | {ratio:.1f} |")


if __name__ == "__main__":
    main()
