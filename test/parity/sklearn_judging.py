"""Writes test/fixtures/sklearn/judging.json: ROC, precision-recall, best F1, calibration and Brier from scikit-learn.

Run with numpy 2.4.6, scikit-learn 1.9.1:  python test/parity/sklearn_judging.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn.calibration import calibration_curve
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score, precision_recall_curve, roc_auc_score, roc_curve

OUT = Path(__file__).parent.parent / "fixtures" / "sklearn" / "judging.json"
random = np.random.default_rng(11)


def floats(values):
    return [float(v) for v in values]


def ranking(n, ties, share=0.3):
    y = (random.random(n) < share).astype(int)
    p = np.clip(0.25 + 0.3 * y + random.normal(0, 0.2, n), 0.01, 0.99).astype(np.float32)
    if ties:
        p = (np.round(p * 10) / 10).astype(np.float32)
    p = p.astype(np.float64)
    false_rate, true_rate, thresholds = roc_curve(y, p, drop_intermediate=False)
    precision, recall, _ = precision_recall_curve(y, p)
    # Strictly above a cut-off, as Candor decides: between two neighbouring scores every cut-off says the same.
    f1 = max(f1_score(y, p >= threshold) for threshold in np.unique(p))
    return {
        "truth": y.tolist(), "scores": floats(p), "thresholds": floats(thresholds[1:]),
        "false_rate": floats(false_rate), "true_rate": floats(true_rate), "precision": floats(precision), "recall": floats(recall),
        "area": roc_auc_score(y, p), "average_precision": average_precision_score(y, p),
        "best_f1": f1, "f1_at_half": f1_score(y, p > 0.5),
    }


def equal_mass(right, sureness, bins):
    order = np.argsort(sureness, kind="stable")
    return [[len(part), int(right[part].sum()), float(sureness[part].mean())] for part in np.array_split(order, bins) if len(part)]


def calibration(n, bins, overconfident):
    sureness = random.uniform(0.5, 1, n).astype(np.float32).astype(np.float64)
    right = (random.random(n) < sureness - overconfident).astype(int)
    share, mean = calibration_curve(right, sureness, n_bins=bins, strategy="uniform")
    edges = np.linspace(0, 1, bins + 1)
    counts = np.bincount(np.searchsorted(edges[1:-1], sureness), minlength=bins)
    counts = counts[counts > 0]
    mass = equal_mass(right, sureness, bins)
    # A perfectly calibrated model with the same sureness.
    lucky = [np.bincount(np.searchsorted(edges[1:-1], sureness), weights=(random.random(n) < sureness) - sureness, minlength=bins) for _ in range(4000)]
    errors = np.abs(np.array(lucky)).sum(axis=1) / n
    return {
        "bins": bins, "sureness": floats(sureness), "right": right.tolist(), "share": floats(share), "mean": floats(mean), "counts": counts.tolist(),
        "error": float((counts * np.abs(share - mean)).sum() / n),
        "mass": mass, "mass_error": float(sum(abs(hits - rows * own) for rows, hits, own in mass) / n),
        "floor": float(errors.mean()), "floor_high": float(np.quantile(errors, 0.975)),
    }


def brier(n, classes):
    y = random.integers(0, classes, n)
    if classes == 2:
        p = random.random(n).astype(np.float32).astype(np.float64)
        return {"classes": 2, "truth": y.tolist(), "probabilities": floats(p), "brier": float(brier_score_loss(y, p))}
    p = random.dirichlet(np.ones(classes), n).astype(np.float32).astype(np.float64)
    return {"classes": classes, "truth": y.tolist(), "probabilities": floats(p.ravel()), "brier": float(np.mean(((p - np.eye(classes)[y]) ** 2).sum(axis=1)))}


fixture = {
    "ranking": [ranking(60, False), ranking(200, True), ranking(150, False, 0.08 + 0.05)],
    "calibration": [calibration(100, 15, 0), calibration(300, 15, 0.1), calibration(300, 10, 0)],
    "brier": [brier(50, 2), brier(40, 4)],
}
OUT.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
