"""Writes test/fixtures/sklearn/measures.json: metrics, Wilson intervals and linear models from scikit-learn and statsmodels.

Run with numpy 2.4.6, scikit-learn 1.9.1, statsmodels 0.15.0:  python test/parity/sklearn_measures.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import (
    accuracy_score, confusion_matrix, mean_absolute_error, mean_squared_error, precision_score, r2_score, recall_score, roc_auc_score,
)
from statsmodels.stats.proportion import proportion_confint

OUT = Path(__file__).parent.parent / "fixtures" / "sklearn" / "measures.json"
random = np.random.default_rng(7)


def binary(n, ties):
    y = (random.random(n) < 0.3).astype(int)
    p = np.clip(0.25 + 0.3 * y + random.normal(0, 0.25, n), 0.01, 0.99).astype(np.float32)
    if ties:
        p = (np.round(p * 10) / 10).astype(np.float32)
    said = (p > np.float32(0.5)).astype(int)
    return {
        "truth": y.tolist(), "outputs": [float(v) for v in p],
        "accuracy": accuracy_score(y, said), "precision": precision_score(y, said, zero_division=0),
        "recall": recall_score(y, said, zero_division=0), "auc": roc_auc_score(y, p), "confusion": confusion_matrix(y, said, labels=[0, 1]).tolist(),
    }


def multiclass(n, classes, never_said):
    y = random.integers(0, classes, n)
    logits = random.normal(0, 1, (n, classes)) + 1.5 * np.eye(classes)[y]
    if never_said:
        logits[:, -1] = -20
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    p = p.astype(np.float32)
    said = p.argmax(axis=1)
    return {
        "classes": classes, "truth": y.tolist(), "outputs": [[float(v) for v in row] for row in p],
        "accuracy": accuracy_score(y, said), "precision": precision_score(y, said, average="macro", zero_division=0),
        "recall": recall_score(y, said, average="macro", zero_division=0),
        "auc": float(np.mean([roc_auc_score(y == c, p[:, c]) for c in range(classes)])),
        "confusion": confusion_matrix(y, said, labels=range(classes)).tolist(),
    }


def regression(n):
    y = random.normal(50, 12, n)
    scale, mean = float(y.std()), float(y.mean())
    targets = ((y - mean) / scale).astype(np.float32)
    outputs = (targets + random.normal(0, 0.4, n)).astype(np.float32)
    truth, said = targets.astype(np.float64) * scale + mean, outputs.astype(np.float64) * scale + mean
    return {
        "mean": mean, "scale": scale, "targets": [float(v) for v in targets], "outputs": [float(v) for v in outputs],
        "mse": mean_squared_error(truth, said), "mae": mean_absolute_error(truth, said),
        "rmse": float(np.sqrt(mean_squared_error(truth, said))), "r2": r2_score(truth, said),
    }


def wilson(hits, rows):
    low, high = proportion_confint(hits, rows, method="wilson")
    return {"hits": hits, "rows": rows, "low": float(low), "high": float(high)}


def linear(kind, n, d, classes=2, collinear=False, separable=False):
    x = random.normal(0, 1, (n, d))
    if collinear:
        x[:, -1] = 1 - x[:, 0]
    x = x.astype(np.float32).astype(np.float64)
    weights = random.normal(0, 1, (d, classes))
    logits = x @ weights
    if kind == "regression":
        y = logits[:, 0] + random.normal(0, 0.5, n)
        y = ((y - y.mean()) / y.std()).astype(np.float32).astype(np.float64)
        model = LinearRegression().fit(x[: n // 2], y[: n // 2])
        predicted = model.predict(x[n // 2 :])
    else:
        noise = 0 if separable else random.gumbel(0, 1, (n, classes))
        y = (logits + noise).argmax(axis=1)
        model = LogisticRegression(tol=1e-10, max_iter=100000).fit(x[: n // 2], y[: n // 2])
        predicted = model.predict_proba(x[n // 2 :])
        if classes == 2:
            predicted = predicted[:, 1]
    return {
        "task": kind, "inputs": d, "classes": classes, "rows": n // 2,
        "training": [round(float(v), 9) for v in x[: n // 2].ravel()], "truth": [float(v) for v in y[: n // 2]],
        "test": [round(float(v), 9) for v in x[n // 2 :].ravel()], "predicted": np.asarray(predicted).ravel().tolist(),
    }


fixture = {
    "binary": [binary(40, False), binary(200, True)],
    "multiclass": [multiclass(60, 3, False), multiclass(60, 4, True)],
    "regression": [regression(80)],
    "wilson": [wilson(*pair) for pair in [(110, 114), (0, 10), (10, 10), (30, 30), (31, 40), (1, 3), (12345, 20000), (7, 18), (0, 1)]],
    "linear": [
        linear("binary", 120, 4), linear("binary", 80, 3, separable=True), linear("binary", 100, 5, collinear=True),
        linear("multiclass", 150, 4, classes=3), linear("regression", 100, 5), linear("regression", 100, 4, collinear=True),
    ],
}
OUT.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
