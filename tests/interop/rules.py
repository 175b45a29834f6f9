"""Runs the query of every rule on DuckDB over Parquet tables and compares the hits with those
that SQLite gave: the same columns, the same rows, in the same order.

    python tests/interop/rules.py CASES     where CASES/CODE holds query.sql, hits.json and tables
"""

import datetime
import json
import sys
from pathlib import Path

import duckdb


def plain(cell):
    """Returns a cell as SQLite gives it."""
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return cell


def differences(case):
    """Yields a line for each way in which the engines disagree on a rule."""
    expected = json.loads((case / "hits.json").read_text(encoding="utf-8"))
    if not expected["rows"]:
        yield "its wrong example has no hit"
    connection = duckdb.connect()
    for path in case.glob("*.parquet"):
        connection.execute(f"""CREATE VIEW "{path.stem}" AS FROM read_parquet('{path}')""")
    try:
        cursor = connection.execute((case / "query.sql").read_text(encoding="utf-8"))
        names = [column[0] for column in cursor.description]
        rows = [[plain(cell) for cell in row] for row in cursor.fetchall()]
    except duckdb.Error as error:
        yield f"DuckDB does not run it: {error}"
        return
    finally:
        connection.close()
    if names != expected["columns"]:
        yield f"columns {names}, SQLite {expected['columns']}"
    elif rows != expected["rows"]:
        yield f"rows {rows}, SQLite {expected['rows']}"


def main(folder):
    cases = sorted(folder.iterdir())
    faults = 0
    for case in cases:
        for line in differences(case):
            print(f"{case.name}: {line}")
            faults += 1
    print(f"{len(cases)} rules, {faults} differences")
    return 1 if faults or not cases else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
