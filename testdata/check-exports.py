"""Read every form of a dataset with the programs that people read them with, and compare.

check-exports.py DIR, where DIR is a dataset with all forms written into it. It prints what differs and ends with 1, or
prints a line for each form. Needs duckdb, frictionless, openpyxl, openxml-audit, pandas and pyarrow.
"""

import datetime
import json
import math
import pathlib
import re
import sqlite3
import sys

import duckdb
import frictionless
import openpyxl
import openxml_audit
import pandas
import pyarrow.parquet

TABLES = ["meetings", "participants", "areas", "commitments", "statements", "commitment_actors", "evidence", "problems"]


def main(folder):
    records = [json.loads(line) for line in open(folder / "records.jsonl", encoding="utf-8")]
    want = {r["id"]: [o["text"] for o in r["commitments"]] for r in records if r["commitments"]}

    report = frictionless.validate(str(folder / "csv" / "datapackage.json"))
    check("frictionless", report.valid, report.flatten(["title", "note"]))
    csv = {t: pandas.read_csv(folder / "csv" / f"{t}.csv", dtype=str, keep_default_na=False) for t in TABLES}
    check("csv", texts(csv["commitments"]) == want, "texts of commitments differ from the records'")

    audit = openxml_audit.OpenXmlValidator().validate(str(folder / "outcomes.xlsx"))
    check("xlsx is as Excel wants it", audit.is_valid and not audit.errors, audit.errors)
    book = openpyxl.load_workbook(folder / "outcomes.xlsx")
    said = set()  # cells that are not as the report has them, which the sheet Problems names
    for row in book["Problems"].values:
        for cell in row:
            said.update(re.findall(r"^The cell (\w+) of the sheet ([\w ]+) \(", str(cell)))
    found = set()
    for t in TABLES:
        title = t.capitalize().replace("_", " ")
        rows = [row for row in book[title].iter_rows(min_row=2) if not (t == "problems" and row[2].value == "export")]
        check(f"xlsx {t}", len(rows) == len(csv[t]), f"{len(rows)} rows, {len(csv[t])} in CSV")
        for i, row in enumerate(rows):
            for cell, text in zip(row, csv[t].iloc[i]):
                check("", cell.data_type != "f", f"xlsx {title}!{cell.coordinate} is a formula")
                if not equal(cell.value, text):
                    found.add((cell.coordinate, title))
    check("xlsx changes", found == said, f"{found - said} differ from CSV in silence, {said - found} are said to")

    for t in TABLES:
        table = pyarrow.parquet.read_table(folder / "parquet" / f"{t}.parquet")
        check(f"parquet {t}", table.num_rows == len(csv[t]), f"{table.num_rows} rows, {len(csv[t])} in CSV")
        if t == "commitments":
            check("parquet texts", table["text"].to_pylist() == [o["text"] for r in records for o in r["commitments"]], "differ from the records'")
    path = folder / "parquet" / "commitments.parquet"
    (counted,) = duckdb.connect().execute(f"SELECT count(*), sum(len(evidence)) FROM '{path}'").fetchall()
    evidence = sum(len(o["evidence"]) for r in records for o in r["commitments"])
    check("duckdb", counted == (len(csv["commitments"]), evidence), f"{counted} commitments and passages, not {evidence}")

    db = sqlite3.connect(folder / "outcomes.db")
    check("sqlite", db.execute("PRAGMA integrity_check").fetchone() == ("ok",), "is broken")
    hits = db.execute("SELECT count(*) FROM sentences_text WHERE sentences_text MATCH 'agreed'").fetchone()[0]
    check("sqlite search", hits > 0, "finds no sentence")
    check("sqlite references", not db.execute("PRAGMA foreign_key_check").fetchall(), "lead nowhere")
    for t in TABLES:
        (rows,) = db.execute(f"SELECT count(*) FROM {t}").fetchone()
        check("", rows == len(csv[t]), f"sqlite {t}: {rows} rows, {len(csv[t])} in CSV")

    page = json.load(open(folder / "annotations.jsonld", encoding="utf-8"))
    check("annotations", len(page["items"]) == len(csv["evidence"]), f"{len(page['items'])}, {len(csv['evidence'])} passages in CSV")


def texts(commitments):
    found = {m: [] for m in commitments["meeting_id"]}
    for m, text in zip(commitments["meeting_id"], commitments["text"]):
        found[m].append(text)
    return found


def equal(cell, text):
    if cell is None:
        return text == ""
    if isinstance(cell, bool):
        return text == str(cell).lower()
    if isinstance(cell, (int, float)):
        return math.isclose(cell, float(text), rel_tol=1e-12)
    if isinstance(cell, datetime.datetime):
        return text == cell.date().isoformat()
    return cell == text


def check(what, ok, otherwise):
    if not ok:
        sys.exit(f"{what}: {otherwise}")
    if what:
        print("ok", what)


main(pathlib.Path(sys.argv[1]))
