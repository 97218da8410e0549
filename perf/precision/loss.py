"""How far the loss curves of two variants are apart, next to how far seeds are. Reads metrics.ndjson of `mvn -f perf/precision luffy:ablate`."""

import json
import pathlib
import statistics

RUNS = pathlib.Path(__file__).parent / "target" / "luffy"


def curves(variant, field):
    """[seeds][steps]"""
    runs = sorted((RUNS / f"precision.{variant}").glob("seed-*/metrics.ndjson"))
    return [[json.loads(line)[field] or 0 for line in run.read_text().splitlines()] for run in runs]


for one, other in (("base", "bfloat16"), ("on-policy", "on-policy-bfloat16")):
    for field in ("loss", "rewardOn"):
        a, b = curves(one, field), curves(other, field)
        steps = range(len(a[0]))
        difference = [abs(statistics.mean(run[t] for run in a) - statistics.mean(run[t] for run in b)) for t in steps]
        spread = [statistics.stdev(run[t] for run in a) for t in steps]
        paired = [statistics.mean(abs(x[t] - y[t]) for x, y in zip(a, b)) for t in steps]
        within = sum(d <= s for d, s in zip(difference, spread))
        print(f"{one} and {other}, {field}: means of {len(a)} seeds differ by {statistics.mean(difference):.4f} on average over steps,"
              f" {max(difference):.4f} at most; standard deviation over float32 seeds {statistics.mean(spread):.4f};"
              f" within it at {within} of {len(steps)} steps; the same seed differs by {statistics.mean(paired):.4f}")
