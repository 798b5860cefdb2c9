"""Writes test/fixtures/sklearn/recipe.json: columns filled, scaled and one-hot encoded by scikit-learn, fitted on training rows.

Run with numpy 2.4.6, scikit-learn 1.9.1:  python test/parity/sklearn_recipe.py
"""

import json
import math
from pathlib import Path

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, OneHotEncoder, RobustScaler, StandardScaler

OUT = Path(__file__).parent.parent / "fixtures" / "sklearn" / "recipe.json"
ROWS = 60
random = np.random.default_rng(20261124)

numbers = {
    "normal": random.normal(3, 2, ROWS).round(3),
    "gaps": np.where(random.random(ROWS) < 0.2, np.nan, random.integers(0, 6, ROWS).astype(float)),
    "large": random.lognormal(12, 2, ROWS).round(1),
    "far": 1e9 + random.random(ROWS),
}
city = random.choice(["Oslo", "Lima", "Rome", "Cairo", "北京"], ROWS, p=[0.4, 0.3, 0.15, 0.1, 0.05]).astype(object)
city[7] = "Lhasa"
target = random.integers(0, 2, ROWS)

train, test = train_test_split(np.arange(ROWS), test_size=0.25, random_state=42)
scalers = {
    "standard": StandardScaler,
    "minMax": MinMaxScaler,
    "robust": RobustScaler,
    "none": lambda: FunctionTransformer(),
}
imputers = {
    "mean": lambda: SimpleImputer(strategy="mean", add_indicator=False),
    "median": lambda: SimpleImputer(strategy="median"),
    "mostFrequent": lambda: SimpleImputer(strategy="most_frequent"),
    "constant": lambda: SimpleImputer(strategy="constant", fill_value=-1.5),
}

cases = []
for scaling, scaler in scalers.items():
    for filling, imputer in imputers.items():
        columns = np.column_stack(list(numbers.values()))
        pipeline = make_pipeline(imputer(), scaler()).fit(columns[train])
        cases.append({
            "scaling": scaling, "filling": filling,
            "training": pipeline.transform(columns[train]).tolist(), "test": pipeline.transform(columns[test]).tolist(),
        })

encoder = OneHotEncoder(min_frequency=2, handle_unknown="infrequent_if_exist", sparse_output=False).fit(city[train].reshape(-1, 1))

fixture = {
    "rows": ROWS,
    "numbers": {name: [None if math.isnan(v) else v for v in values] for name, values in numbers.items()},
    "city": city.tolist(),
    "target": target.tolist(),
    "trainRows": train.tolist(),
    "testRows": test.tolist(),
    "fillConstant": -1.5,
    "cases": cases,
    "oneHot": {
        "names": [str(name) for name in encoder.get_feature_names_out(["city"])],
        "training": encoder.transform(city[train].reshape(-1, 1)).tolist(),
        "test": encoder.transform(city[test].reshape(-1, 1)).tolist(),
    },
}
OUT.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
