"""Writes test/fixtures/sklearn/steps.json: what steps that learn are to learn, computed with scikit-learn.

Numbers come from a rule that has no library's generator in it, so that the test makes the same ones.

    pip install scikit-learn==1.9.1 scipy==1.17.1
    python test/parity/sklearn_steps.py
"""
import json
from decimal import Decimal, getcontext
from pathlib import Path

import numpy as np
from sklearn.preprocessing import KBinsDiscretizer, OneHotEncoder, PowerTransformer

getcontext().prec = 50
COUNT = 200
at = np.arange(COUNT, dtype=np.float64)
COLUMNS = {
    # Fractions of multiples of the golden ratio: as evenly spread as chance, and the same everywhere.
    "even": (at * 0.618033988749895) % 1.0,
    "skewed": 1.0 / (0.02 + (at * 0.618033988749895) % 1.0),
    "both": ((at * 0.618033988749895) % 1.0 - 0.4) * 10.0,
    "negative": -1.0 / (0.05 + (at * 0.618033988749895) % 1.0),
    "counts": np.floor(8.0 * ((at * 0.618033988749895) % 1.0) ** 3),
    "large": 1000.0 + 500.0 * ((at * 0.618033988749895) % 1.0) ** 2,
}
BINS = [3, 5, 10]


def power(values):
    transformer = PowerTransformer(method="yeo-johnson", standardize=False)
    after = transformer.fit_transform(values.reshape(-1, 1))
    return {"lambda": float(transformer.lambdas_[0]), "exact": exact_power(values), "after": after[:20, 0].tolist()}


def exact_power(values):
    """The same power with fifty digits, by golden sections: scikit-learn loses some far from 0."""
    logarithms = [(Decimal(float(abs(x))) + 1).ln() * (1 if x >= 0 else -1) for x in values]

    def powered(logarithm, power):
        return ((power * logarithm).exp() - 1) / power

    def loss(power):
        after = [powered(own, power) if own >= 0 else -powered(-own, 2 - power) for own in logarithms]
        mean = sum(after) / len(after)
        variance = sum((own - mean) ** 2 for own in after) / len(after)
        return len(after) * variance.ln() / 2 - (power - 1) * sum(logarithms)

    low, high = Decimal(-10) + Decimal("0.123"), Decimal(10)
    golden = (Decimal(5).sqrt() - 1) / 2
    for _ in range(60):
        first, second = high - golden * (high - low), low + golden * (high - low)
        if loss(first) < loss(second):
            high = second
        else:
            low = first
    return float((low + high) / 2)


def edges(values, count, by):
    strategy = {"quantile": "quantile", "width": "uniform"}[by]
    options = {"quantile_method": "linear"} if by == "quantile" else {}
    binner = KBinsDiscretizer(n_bins=count, encode="ordinal", strategy=strategy, subsample=None, **options)
    codes = binner.fit_transform(values.reshape(-1, 1))
    return {"count": count, "by": by, "edges": binner.bin_edges_[0][1:-1].tolist(), "codes": codes[:40, 0].astype(int).tolist()}


def rare(words, share):
    encoder = OneHotEncoder(min_frequency=share, handle_unknown="infrequent_if_exist").fit(np.array(words).reshape(-1, 1))
    infrequent = encoder.infrequent_categories_[0]
    return {"share": share, "kept": sorted(set(words) - set([] if infrequent is None else infrequent.tolist()))}


WORDS = [f"w{int(8.0 * ((own * 0.618033988749895) % 1.0) ** 3)}" for own in at]
out = {
    "columns": {name: {"power": power(values), "bins": [edges(values, count, by) for count in BINS for by in ("quantile", "width")]} for name, values in COLUMNS.items()},
    "rare": [rare(WORDS, share) for share in (0.01, 0.05, 0.055, 0.1)],
}
path = Path(__file__).parents[1] / "fixtures" / "sklearn" / "steps.json"
path.write_text(json.dumps(out, indent=1) + "\n")
