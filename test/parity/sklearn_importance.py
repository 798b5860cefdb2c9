"""Writes test/fixtures/sklearn/importance.json: permutation importance from scikit-learn, with the orders it drew.

Run with numpy 2.4.6, scikit-learn 1.9.1:  python test/parity/sklearn_importance.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.inspection import permutation_importance
from sklearn.metrics import accuracy_score, mean_absolute_error, roc_auc_score

OUT = Path(__file__).parent.parent / "fixtures" / "sklearn" / "importance.json"
ROWS, REPEATS, SEED = 60, 10, 11
random = np.random.default_rng(3)


class Fixed(BaseEstimator):
    """A model that is known: a weighted sum, and whether it is above 0."""

    def __init__(self, weights=None):
        self.weights = weights

    def fit(self, x, y):
        return self

    def predict(self, x):
        return x @ np.asarray(self.weights)


SCORES = {
    "accuracy": lambda model, x, y: accuracy_score(y, model.predict(x) > 0),
    "auc": lambda model, x, y: roc_auc_score(y, model.predict(x)),
    "mae": lambda model, x, y: -mean_absolute_error(y, model.predict(x)),
}


def orders():
    """permutation_importance draws one seed for all columns, and shuffles what is shuffled already."""
    generator = np.random.RandomState(np.random.RandomState(SEED).randint(np.iinfo(np.int32).max + 1))
    index, taken, all_orders = np.arange(ROWS), np.arange(ROWS), []
    for _ in range(REPEATS):
        generator.shuffle(index)
        taken = taken[index]
        all_orders.append(taken.tolist())
    return all_orders


# Quarters are exact in float32 and in float64, so that both sides add up the same numbers.
x = np.round(random.normal(0, 1, (ROWS, 4)) * 4) / 4
weights = [1.5, -0.75, 0.25, 0.0]
value = np.round((x @ weights + random.normal(0, 0.5, ROWS)) * 4) / 4
cases = {}
for name, score in SCORES.items():
    y = value if name == "mae" else (value > 0.25).astype(int)
    result = permutation_importance(Fixed(weights), x, y, scoring=score, n_repeats=REPEATS, random_state=SEED)
    cases[name] = {
        "score": score(Fixed(weights), x, y),
        "truth": y.tolist(),
        "mean": result.importances_mean.tolist(),
        "deviation": result.importances_std.tolist(),
    }
OUT.write_text(json.dumps({"rows": ROWS, "inputs": x.ravel().tolist(), "weights": weights, "orders": orders(), "cases": cases}) + "\n")
