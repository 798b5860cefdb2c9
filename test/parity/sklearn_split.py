"""Writes test/fixtures/sklearn/split.json: the rows that scikit-learn's train_test_split picks.

Run with numpy 2.4.6, scikit-learn 1.9.1:  python test/parity/sklearn_split.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn.model_selection import train_test_split

OUT = Path(__file__).parent.parent / "fixtures" / "sklearn" / "split.json"


def case(n, test_size, seed):
    train, test = train_test_split(np.arange(n), test_size=test_size, random_state=seed)
    return {"rows": n, "test": test_size, "seed": seed, "trainRows": train.tolist(), "testRows": test.tolist()}


def stratified_case(n, classes, test_size, seed):
    y = np.random.default_rng(n + seed).choice(classes, size=n, p=np.arange(1, classes + 1) / np.arange(1, classes + 1).sum())
    train, test = train_test_split(np.arange(n), test_size=test_size, random_state=seed, stratify=y)
    return {
        "rows": n, "test": test_size, "seed": seed, "classes": classes,
        "labels": y.tolist(), "trainRows": train.tolist(), "testRows": test.tolist(),
    }


def tied_case(counts, test_size, seed):
    y = np.repeat(np.arange(len(counts)), counts)
    train, test = train_test_split(np.arange(len(y)), test_size=test_size, random_state=seed, stratify=y)
    return {
        "rows": len(y), "test": test_size, "seed": seed, "classes": len(counts),
        "labels": y.tolist(), "trainRows": train.tolist(), "testRows": test.tolist(),
    }


def first_words(seed):
    state = np.random.RandomState(seed)
    return {"seed": seed, "words": state.randint(0, 2**32, size=700, dtype=np.uint32).tolist()[::100]}


fixture = {
    "plain": [
        case(n, test_size, seed)
        for n, test_size, seed in [
            (2, 0.5, 0), (5, 0.2, 42), (10, 0.3, 1), (10, 0.25, 4294967295), (150, 0.2, 42), (150, 0.33, 7),
            (344, 0.1, 42), (406, 0.2, 0), (569, 0.2, 42), (569, 0.15, 123456789), (1000, 0.05, 3), (2049, 0.9, 2),
        ]
    ],
    "stratified": [
        stratified_case(50, 2, 0.2, 42), stratified_case(150, 3, 0.2, 42), stratified_case(569, 2, 0.25, 1),
        stratified_case(344, 5, 0.33, 9), tied_case([4, 4, 4, 4], 0.3, 0), tied_case([7, 7, 7], 0.5, 5), tied_case([3, 5, 7, 9], 0.4, 42),
    ],
    "words": [first_words(seed) for seed in (0, 1, 42, 4294967295)],
}
OUT.parent.mkdir(parents=True, exist_ok=True)
OUT.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
