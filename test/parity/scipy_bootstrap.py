"""95 % percentile intervals of means by SciPy's bootstrap, with 200,000 resamples: test/fixtures/scipy/bootstrap.json.

    pip install numpy==2.3.5 scipy==1.16.3
    python test/parity/scipy_bootstrap.py
"""
import json
from pathlib import Path

import numpy as np
from scipy.stats import bootstrap

random = np.random.default_rng(7)
series = {
    "absolute errors, skewed": np.round(random.lognormal(0, 1, 60), 4),
    "differences of right and wrong": random.choice([-1.0, 0.0, 1.0], 114, p=[0.05, 0.8, 0.15]),
    "squared errors": np.round(random.normal(0, 2, 400) ** 2, 4),
}
cases = []
for name, values in series.items():
    found = bootstrap((values,), np.mean, n_resamples=200_000, batch=1000, method="percentile", rng=np.random.default_rng(1))
    cases.append(
        {
            "name": name,
            "values": values.tolist(),
            "mean": float(values.mean()),
            "low": float(found.confidence_interval.low),
            "high": float(found.confidence_interval.high),
            "standardError": float(found.standard_error),
        }
    )
path = Path(__file__).parents[2] / "test/fixtures/scipy/bootstrap.json"
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
