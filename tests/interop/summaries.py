"""Runs every summary page on DuckDB over the Parquet tables and compares the cells with those
that SQLite gave: the same columns, the same rows, in the same order.

    python tests/interop/summaries.py ROOT     where ROOT holds schemas/summaries and outputs
"""

import sys
from pathlib import Path

import duckdb


def tables(outputs):
    connection = duckdb.connect()
    for path in sorted((outputs / "tables").glob("*.parquet")):
        connection.execute(f"""CREATE VIEW "{path.stem}" AS FROM read_parquet('{path}')""")
    return connection


def result(connection, sql):
    cursor = connection.execute(sql)
    return [column[0] for column in cursor.description], cursor.fetchall()


def differences(connection, page, outputs):
    """Yields a line for each way in which the engines disagree on a page."""
    written = outputs / "summaries" / f"{page.stem}.parquet"
    names, rows = result(connection, page.read_text(encoding="utf-8"))
    expected_names, expected = result(connection, f"FROM read_parquet('{written}')")
    if names != expected_names:
        yield f"columns {names}, written {expected_names}"
    if len(rows) != len(expected):
        yield f"{len(rows)} rows, written {len(expected)}"
    for number, (row, other) in enumerate(zip(rows, expected), 1):
        if row != other:
            yield f"row {number}: {row}, written {other}"


def main(root):
    outputs = root / "outputs"
    pages = sorted((root / "schemas" / "summaries").glob("*.sql"))
    connection = tables(outputs)
    faults = 0
    for page in pages:
        try:
            found = list(differences(connection, page, outputs))
        except duckdb.Error as error:
            found = [f"DuckDB does not run it: {error}"]
        for line in found:
            print(f"{page.stem}: {line}")
        faults += len(found)
    connection.close()
    print(f"{len(pages)} summaries, {faults} differences")
    return 1 if faults or not pages else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
