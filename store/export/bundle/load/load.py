"""Loads the tables of this package with Python's standard library; pandas is used where it is installed and asked for.

    import load
    wide = load.rows("wide")                       # a list of dictionaries with typed values
    wide = load.with_reasons()                     # missing numbers are Missing("blank"), Missing("na"), ...
    df = load.frame("wide")                        # a pandas DataFrame, if pandas is installed
    load.label("wide", "app_received_total")       # ("本年新收... · 总计", "applications: received – total")

A blank is not a zero: a missing number is None, and table wide_states says in the same place why.
"""

import csv
import datetime
import decimal
import os

FOLDER = os.path.dirname(os.path.abspath(__file__))


_REASONS = ("blank", "na", "unreadable", "missing", "not_in_form", "table_missing", "before_forms", "not_read", "unit_unknown",
            "not_whole")


class Missing(str):
    """Why there is no number: blank, na, unreadable, missing or not_in_form; table_missing, before_forms or
    not_read when nothing of its table is known; unit_unknown of an amount in yuan, and
    not_whole of a count that is printed with a fraction (table long has it). It is false and equals no number."""

    def __bool__(self):
        return False

    def __repr__(self):
        return "Missing(%s)" % str.__repr__(self)


def _open(name):
    return open(os.path.join(FOLDER, name), encoding="utf-8-sig", newline="")


def _read(name):
    with _open(name) as f:
        yield from csv.DictReader(f)


def codebook(table=None):
    """The columns of a table, or of all: name, type, labels, unit, key, source and words."""
    return [c for c in _read("codebook.csv") if table in (None, c["table"])]


def words(name):
    """The words of a closed list, such as cell_state, with labels: {word: (Chinese, English)}."""
    return {w["value"]: (w["label"], w["english"]) for w in _read("words.csv") if w["list"] == name}


def label(table, column):
    """The Chinese and the English label of a column."""
    for c in codebook(table):
        if c["column"] == column:
            return c["label"], c["english"]
    raise KeyError("%s.%s" % (table, column))


_TYPES = {
    "integer": int,
    "decimal": decimal.Decimal,
    "real": float,
    "boolean": lambda s: {"true": True, "false": False}[s],
    "date": datetime.date.fromisoformat,
}


def _typed(row, types):
    return {k: None if v == "" else types[k](v) for k, v in row.items()}


def iterate(table):
    """The rows of a table one after another, with typed values; None where there is nothing."""
    types = {c["column"]: _TYPES.get(c["type"], str) for c in codebook(table)}
    for row in _read(os.path.join("data", table + ".csv")):
        yield _typed(row, types)


def rows(table):
    """The rows of a table as a list."""
    return list(iterate(table))


def with_reasons():
    """Table wide in which every missing number of a cell is a Missing that says why."""
    cells = {c["column"] for c in codebook("wide") if c["key"]}
    out = []
    for row, states in zip(iterate("wide"), iterate("wide_states"), strict=True):
        for name in cells:
            if row[name] is None and states[name] in _REASONS:
                row[name] = Missing(states[name])
        out.append(row)
    return out


def frame(table):
    """A table as a pandas DataFrame with nullable types and ordered categories."""
    import pandas

    book = codebook(table)
    data = pandas.read_csv(os.path.join(FOLDER, "data", table + ".csv"), dtype=str, keep_default_na=False, na_values=[""])
    for c in book:
        name, kind = c["column"], c["type"]
        if kind == "integer":
            data[name] = data[name].astype("Int64")
        elif kind in ("decimal", "real"):
            data[name] = data[name].astype("Float64")
        elif kind == "boolean":
            data[name] = data[name].map({"true": True, "false": False}).astype("boolean")
        elif kind == "date":
            data[name] = pandas.to_datetime(data[name])
        elif c["list"]:
            data[name] = pandas.Categorical(data[name], categories=c["values"].split())
    data.attrs["labels"] = {c["column"]: (c["label"], c["english"]) for c in book}
    return data


if __name__ == "__main__":
    for name in sorted({c["table"] for c in codebook()}):
        print(name, sum(1 for _ in iterate(name)))
