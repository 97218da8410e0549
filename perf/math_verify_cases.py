"""Math-Verify on the labelled cases of the verifier's tests: verdicts and time per verdict. See README.md."""

import argparse
import glob
import json
import os
import time

from math_verify import parse, verify


def delimited(text):
    """Math-Verify reads LaTeX only between delimiters; bare answers of other graders get a box, as it advises."""
    if any(mark in text for mark in ("$", "\\boxed", "\\(", "\\[")) or len(text) > 80:
        return text
    return "\\boxed{" + text + "}"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("cases", help="folder of .jsonl files")
    folder = arguments.parse_args().cases
    seconds, total, right, false_positives = [], 0, 0, 0
    for file in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        rows = [json.loads(line) for line in open(file, encoding="utf-8")]
        rows = [row for row in rows if row.get("kind") != "extraction"]
        found = 0
        for row in rows:
            label = row.get("correct", row["equal"])
            start = time.perf_counter()
            try:
                equal = verify(parse(delimited(row["gold"])), parse(delimited(row["pred"])))
            except Exception:  # what it throws counts as no
                equal = False
            seconds.append(time.perf_counter() - start)
            found += equal == label
            false_positives += equal and not label
        total += len(rows)
        right += found
        print(f"{os.path.basename(file)} {found}/{len(rows)}")
    seconds.sort()
    print(
        f"Math-Verify: {right}/{total} = {100 * right / total:.1f} %, {false_positives} false positives, "
        f"median {1000 * seconds[len(seconds) // 2]:.3f} ms, p99 {1000 * seconds[int(0.99 * len(seconds))]:.1f} ms, "
        f"max {1000 * seconds[-1]:.0f} ms"
    )


if __name__ == "__main__":
    main()
