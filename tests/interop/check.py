"""Reads every Parquet file of a build back with four readers and compares it with what was written.

check.py OUTPUTS DUMP: DUMP is JSON, a list of tables with their columns and values.
"""

import datetime
import hashlib
import json
import math
import sys
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet

EPOCH = datetime.date(1970, 1, 1)
ARROW = {
    "text": pyarrow.large_string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "textlist": pyarrow.large_list(pyarrow.large_string()),
}
DUCKDB = {
    "text": "VARCHAR", "word": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE",
    "boolean": "BOOLEAN", "date": "DATE", "textlist": "VARCHAR[]",
}
PACKAGE = {
    "text": "string", "word": "string", "integer": "integer", "number": "number",
    "boolean": "boolean", "date": "date", "textlist": "array",
}


def same(got, wanted, *where):
    if got != wanted:
        sys.exit(f"{' · '.join(where)}\n  got    {got!r}\n  wanted {wanted!r}")


def plain(value):
    """Returns a value of any reader as JSON has it, days since 1970 for a date."""
    if value is None or value is pandas.NaT or value is pandas.NA:
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, datetime.date):
        return (value - EPOCH).days
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def by_pyarrow(path, table):
    read = pyarrow.parquet.read_table(path)
    metadata = pyarrow.parquet.read_metadata(path).metadata
    metadata = {key.decode(): value.decode() for key, value in metadata.items()}
    same(metadata["table"], table["name"], table["name"], "file metadata")
    same(metadata["title"], table["title"], table["name"], "file metadata")
    for key in ("description", "dataset", "version", "license", "citation"):
        same(bool(metadata[key]), True, table["name"], "file metadata", key)
    for place, column in enumerate(table["columns"]):
        field = read.schema.field(place)
        if column["holds"] == "word":
            same(pyarrow.types.is_dictionary(field.type), True, table["name"], field.name, "dictionary")
            text = field.type.value_type in (pyarrow.string(), pyarrow.large_string())
            same(text, True, table["name"], field.name, "dictionary of texts")
        else:
            same(field.type, ARROW[column["holds"]], table["name"], field.name)
        said = {key.decode(): value.decode() for key, value in field.metadata.items()}
        same(said["description"], column["description"], table["name"], field.name)
        same(said.get("unit"), column["unit"], table["name"], field.name)
    return read.column_names, [read.column(place).to_pylist() for place in range(read.num_columns)]


def by_pandas(path, table):
    read = pandas.read_parquet(path)
    for column in table["columns"]:
        kind = read[column["name"]].dtype
        if column["holds"] == "word" and len(read):
            same(isinstance(kind, pandas.CategoricalDtype), True, table["name"], column["name"])
            same(list(kind.categories), column["words"], table["name"], column["name"])
            same(kind.ordered, False, table["name"], column["name"], "ordered")
    return list(read.columns), [list(read[name]) for name in read.columns]


def by_polars(path, table):
    read = polars.read_parquet(path)
    for column in table["columns"]:
        kind = read.schema[column["name"]]
        wanted = {
            "text": polars.String, "integer": polars.Int64, "number": polars.Float64,
            "boolean": polars.Boolean, "date": polars.Date,
            "textlist": polars.List(polars.String),
        }.get(column["holds"]) or polars.Enum(column["words"])
        same(kind, wanted, table["name"], column["name"])
    return read.columns, [read[name].to_list() for name in read.columns]


def by_duckdb(path, table):
    read = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")
    for column, kind in zip(table["columns"], read.types):
        same(str(kind), DUCKDB[column["holds"]], table["name"], column["name"])
    rows = read.fetchall()
    return read.columns, [[row[place] for row in rows] for place in range(len(read.columns))]


def compare(path, table):
    names = [column["name"] for column in table["columns"]]
    for reader in (by_pyarrow, by_pandas, by_polars, by_duckdb):
        got_names, got = reader(path, table)
        same(got_names, names, table["name"], reader.__name__)
        for column, values in zip(table["columns"], got):
            where = (table["name"], column["name"], reader.__name__)
            same([plain(value) for value in values], column["values"], *where)
    return sum(len(column["values"]) for column in table["columns"])


def check_package(outputs, tables):
    """Compares the description of the package with the files, and their rows with its keys."""
    package = json.loads((outputs / "datapackage.json").read_text("utf-8"))
    resources = [each for each in package["resources"] if each["path"].startswith("tables/")]
    same([each["name"] for each in resources], [table["name"] for table in tables], "package")
    values = {
        table["name"]: {column["name"]: column["values"] for column in table["columns"]}
        for table in tables
    }
    for each, table in zip(resources, tables):
        name, schema = each["name"], each["schema"]
        data = (outputs / each["path"]).read_bytes()
        same(each["bytes"], len(data), name, "bytes")
        same(each["hash"], "sha256:" + hashlib.sha256(data).hexdigest(), name, "hash")
        for field, column in zip(schema["fields"], table["columns"], strict=True):
            same(field["name"], column["name"], name)
            same(field["type"], PACKAGE[column["holds"]], name, field["name"])
            if field.get("constraints", {}).get("required"):
                same(column["values"].count(None), 0, name, field["name"], "required")
        if "primaryKey" in schema:
            keys = list(zip(*(values[name][part] for part in schema["primaryKey"])))
            same(len(set(keys)), len(keys), name, "rows with a key of their own")
        for key in schema.get("foreignKeys", []):
            [column], [target] = key["fields"], key["reference"]["fields"]
            known = set(values[key["reference"]["resource"]][target])
            lost = [value for value in values[name][column] if value is not None and value not in known]
            same(lost, [], name, column, "references without a row")


def main():
    outputs, dump = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("utf-8"))
    cells = sum(compare(outputs / "tables" / f"{table['name']}.parquet", table) for table in dump)
    check_package(outputs, dump)
    print(f"{len(dump)} tables, {cells} cells alike in pyarrow, pandas, polars and DuckDB")


main()
