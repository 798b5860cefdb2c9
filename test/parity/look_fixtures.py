"""Associations of columns of penguins.csv and cars.csv, computed with pandas, SciPy and NumPy: test/fixtures/look/associations.json.

    pip install numpy==2.3.5 scipy==1.16.3 pandas==2.3.3
    python test/parity/look_fixtures.py
"""
import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import chi2_contingency

root = Path(__file__).parents[2]


def correlation(a, b):
    return float(a.corr(b))


def correlation_ratio(numbers, groups):
    data = pd.DataFrame({"n": numbers, "g": groups}).dropna()
    total = ((data.n - data.n.mean()) ** 2).sum()
    between = sum(len(own) * (own.n.mean() - data.n.mean()) ** 2 for _, own in data.groupby("g"))
    return float(np.sqrt(between / total))


def cramers_v(a, b):
    table = pd.crosstab(a, b)
    n = table.to_numpy().sum()
    chi2 = chi2_contingency(table, correction=False).statistic
    r, k = table.shape
    phi = max(0.0, chi2 / n - (r - 1) * (k - 1) / (n - 1))
    return float(np.sqrt(phi / min(k - (k - 1) ** 2 / (n - 1) - 1, r - (r - 1) ** 2 / (n - 1) - 1)))


cases = []
tables = {}
for file in ["penguins.csv", "cars.csv"]:
    frame = pd.read_csv(root / "resources/samples" / file)
    tables[file] = {name: [None if pd.isna(value) else value for value in frame[name].tolist()] for name in frame.columns if name != "Name"}
    names = [name for name in frame.columns if pd.api.types.is_numeric_dtype(frame[name]) or frame[name].nunique() <= 50]
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            number_a, number_b = (pd.api.types.is_numeric_dtype(frame[name]) for name in (a, b))
            if number_a and number_b:
                kind, strength = "correlation", correlation(frame[a], frame[b])
            elif number_a or number_b:
                numbers, groups = (a, b) if number_a else (b, a)
                kind, strength = "correlationRatio", correlation_ratio(frame[numbers], frame[groups])
            else:
                kind, strength = "cramersV", cramers_v(frame[a], frame[b])
            cases.append({"file": file, "a": a, "b": b, "kind": kind, "strength": strength})

(root / "test/fixtures/look/associations.json").write_text(json.dumps({"tables": tables, "cases": cases}, separators=(",", ":")) + "\n")
print(len(cases))
