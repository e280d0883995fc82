"""Prints the reference values of tests/statistics.rs, with their inputs, as JSON:

    pip install scipy==1.17.1 statsmodels==0.15.0 scikit-learn==1.9.1
    python3 tests/statistics/reference.py > tests/statistics/reference.json
"""

import json
import warnings

import numpy as np
from scipy import integrate, special, stats
from scipy.stats._resampling import BootstrapResult
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.weightstats import ttost_paired

warnings.simplefilter("ignore")
out = {}

# Quantiles and tails.
dfs = [1, 2, 3, 4.5, 9, 19, 29, 30, 99, 999]
ps = [1e-12, 1e-6, 0.001, 0.025, 0.05, 0.2, 0.4999999, 0.5, 0.6, 0.9, 0.95, 0.975, 0.995, 0.9999]
ts = [-40, -8, -2.5, -1.0, -0.3, -1e-7, 0.0, 1e-9, 1e-4, 0.5, 0.999, 1.0, 1.001, 2.045, 7.5, 31.0]
out["t_quantile"] = [[p, df, stats.t.ppf(p, df)] for df in dfs for p in ps]
out["t_upper"] = [[t, df, stats.t.sf(t, df)] for df in dfs for t in ts]
out["t_two_sided"] = [[t, df, 2 * stats.t.sf(abs(t), df)] for df in dfs for t in ts]
out["chi_square_quantile"] = [[p, df, stats.chi2.ppf(p, df)] for df in [1, 2, 4, 19, 29, 199, 4999] for p in ps]
out["chi_square_cdf"] = [[x, df, stats.chi2.cdf(x, df)] for df in [1, 2, 29, 199] for x in [0.01, 1, 7.5, 29, 180, 250]]
out["normal_quantile"] = [[p, stats.norm.ppf(p)] for p in ps]
out["normal_cdf"] = [[z, stats.norm.cdf(z)] for z in [-37, -8, -1.96, -1e-5, 0, 0.3, 1, 3, 8]]

# Samples: a skewed one, a small one, a far shifted one, the smallest.
i = np.arange(30)
a = np.round(0.20 + 0.03 * np.sin(1.7 * i) + 0.02 * np.exp(-((i % 7) ** 2)), 4)
b = np.round(0.21 + 0.03 * np.sin(1.7 * i + 0.3) + 0.01 * np.cos(i**2), 4)
samples = [
    (a, b, 0.02, 0.05),
    (a[:5], b[:5], 0.05, 0.05),
    (a + 0.2, b, 0.02, 0.01),
    (np.exp(8 * a), np.exp(9 * b), 1.5, 0.1),
    (np.array([0.1, 0.3]), np.array([0.15, 0.2]), 0.5, 0.05),
]
out["paired"] = []
for x, y, margin, alpha in samples:
    d = x - y
    n = len(d)
    t = stats.ttest_rel(x, y)
    ci = [list(t.confidence_interval(level)) for level in (0.8, 0.95, 0.999)]
    low = stats.ttest_1samp(d, -margin, alternative="greater")
    high = stats.ttest_1samp(d, margin, alternative="less")
    tost = ttost_paired(x, y, -margin, margin)[0]
    assert abs(tost - max(low.pvalue, high.pvalue)) < 1e-12
    logs = stats.ttest_1samp(np.log(x) - np.log(y), 0)
    bound = d.std(ddof=1) * np.sqrt((n - 1) / stats.chi2.ppf(0.2, n - 1))
    # BCa of the mean from fixed resamples: place i of resample k.
    k, j = np.meshgrid(np.arange(500), np.arange(n), indexing="ij")
    places = (k * k * 7 + k * j * 5 + j * j * 3 + (k % 11) * j) % n
    result = BootstrapResult(None, d[places].mean(axis=1), None)
    bca = []
    for level in (0.9, 0.95):
        if n > 2:
            one = stats.bootstrap(
                (d,), np.mean, n_resamples=0, confidence_level=level, method="BCa", bootstrap_result=result
            ).confidence_interval
            bca.append([one.low, one.high])
    out["paired"].append(
        {
            "a": list(x), "b": list(y), "margin": margin, "alpha": alpha,
            "mean": d.mean(), "sd": d.std(ddof=1), "se": stats.sem(d), "t": t.statistic, "p": t.pvalue,
            "d_z": d.mean() / d.std(ddof=1), "intervals": ci,
            "p_low": low.pvalue, "p_high": high.pvalue, "tost": tost,
            "interval_equivalence": list(stats.ttest_1samp(d, 0).confidence_interval(1 - 2 * alpha)),
            "log_p": logs.pvalue, "ratio": stats.gmean(x) / stats.gmean(y),
            "log_interval": [float(np.exp(e)) for e in logs.confidence_interval(0.95)],
            "sd_bound": bound, "bca": bca,
        }
    )

# Power of the equivalence test at a true difference of 0, and the seeds for power .8.


def power(n, sd, margin, alpha):
    df = n - 1
    critical = stats.t.ppf(1 - alpha, df)
    reach = margin * np.sqrt(n) / sd
    law = stats.chi(df, scale=1 / np.sqrt(df))
    inside = lambda u: law.pdf(u) * (2 * special.ndtr(reach - critical * u) - 1)
    top = min(reach / critical, 1 + 12 / np.sqrt(2 * df))
    points = [p for p in (1 - 3 / np.sqrt(2 * df), 1, 1 + 3 / np.sqrt(2 * df)) if 0 < p < top]
    return integrate.quad(inside, 0, top, epsabs=1e-13, epsrel=1e-13, limit=500, points=points)[0]


cases = [(2, 0.1, 0.5, 0.05), (5, 0.02, 0.02, 0.05), (10, 0.02, 0.02, 0.05), (30, 0.03, 0.02, 0.05)]
cases += [(30, 0.1, 0.02, 0.05), (60, 0.05, 0.02, 0.025), (400, 0.1, 0.02, 0.05), (5000, 0.4, 0.02, 0.05)]
out["power"] = [[*case, power(*case)] for case in cases]
out["seeds"] = []
plans = [(0, 0.02, 0.05), (0, 0.004, 0.05), (0, 0.003, 0.01), (1, 0.05, 0.05), (2, 0.02, 0.01), (3, 1.5, 0.1)]
for place, margin, alpha in plans:
    sd = out["paired"][place]["sd_bound"]
    n = 2
    while power(n, sd, margin, alpha) < 0.8:
        n += 1
    out["seeds"].append([place, margin, alpha, n])

# Holm.
families = [[0.04], [0.01, 0.04, 0.03, 0.005], [0.2, 0.2, 0.01, 0.9, 1.0, 0.012], [1e-9, 0.02, 0.0201, 0.5, 0.03]]
out["holm"] = [[ps, list(multipletests(ps, method="holm")[1])] for ps in families]

# Agreement and κ.
out["kappa"] = []
for n, classes, step in [(100, 10, 7), (57, 2, 5), (40, 3, 1)]:
    i = np.arange(n)
    x = (i * i + 3 * i) % classes
    y = np.where(i % step == 0, (x + 1 + i) % classes, x)
    out["kappa"].append({"a": x.tolist(), "b": y.tolist(), "agreement": float((x == y).mean()),
                         "kappa": cohen_kappa_score(x, y)})

# Shares of variance: SciPy's pick-freeze indices with Jansen's estimators, over 64 rows. SciPy divides
# by 2n where the tests divide by 2n − 1.
r = np.arange(64)
seed = lambda factor, side: np.sin((r + 1) * (1.3 + factor) + 17.0 * side) + 0.3 * np.cos(r * r + side + factor)
law = lambda s: 2 * s[0] + s[1] - 0.5 * s[2] + 1.5 * s[0] * s[3] + 0.1
A, B = [seed(f, 0) for f in range(4)], [seed(f, 1) for f in range(4)]
fA, fB = law(A), law(B)
fAB = [law([B[g] if g == f else A[g] for g in range(4)]) for f in range(4)]


def jansen(f_A, f_B, f_AB):
    var = np.var(np.concatenate([f_A, f_B], axis=-1), axis=-1)
    total = 0.5 * np.mean((f_A - f_AB) ** 2, axis=-1) / var
    return 1 - 0.5 * np.mean((f_B - f_AB) ** 2, axis=-1) / var, total


found = stats.sobol_indices(
    func={"f_A": fA[None], "f_B": fB[None], "f_AB": np.array(fAB)[:, None]}, n=64, method=jansen
)
first, total = np.ravel(found.first_order), np.ravel(found.total_order)
scale = (2 * 64 - 1) / (2 * 64)
jack = []
for f in range(4):
    left = [jansen(np.delete(fA, o), np.delete(fB, o), np.delete(fAB[f], o)) for o in range(64)]
    scale63 = (2 * 63 - 1) / (2 * 63)
    alone, whole = np.array([1 - scale63 * (1 - one[0]) for one in left]), np.array([scale63 * one[1] for one in left])
    jack.append([float(np.sqrt(63 * np.var(alone))), float(np.sqrt(63 * np.var(whole)))])
out["shares"] = {
    "a": list(fA), "b": list(fB), "swapped": np.array(fAB).T.tolist(),
    "variance": float(np.var(np.concatenate([fA, fB]), ddof=1)),
    "alone": list(1 - scale * (1 - first)), "total": list(scale * total), "se": jack,
}

# The bounds of the simulated studies.
out["binomial"] = [[n, p, int(stats.binom.ppf(0.99, n, p))] for n in (2000,) for p in (0.025, 0.05)]

print(json.dumps(out, indent=0, default=float))
