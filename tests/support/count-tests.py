#!/usr/bin/env python3
"""Counts the single tests in meson's logs: count-tests.py FAILED-STEPS LOG.json…"""

import json
import re
import sys

PLAN = re.compile(r"1\.\.\d+")
LINE = re.compile(r"(not )?ok\b(?: \d+)?[^#]*(?:# *(skip|todo))?", re.IGNORECASE)


def count_tap(lines):
    """(passed, failed, skipped) of one program's TAP, or None where there is none."""
    passed = failed = skipped = 0
    is_tap = False
    for line in lines:
        if PLAN.match(line):
            is_tap = True
        match = LINE.match(line)
        if not match:
            continue
        is_tap = True
        remark = (match.group(2) or "").lower()
        if remark == "skip":
            skipped += 1
        elif match.group(1) and remark != "todo":
            failed += 1
        else:
            passed += 1
    return (passed, failed, skipped) if is_tap else None


def count(run):
    result = run["result"]
    good = result in ("OK", "EXPECTEDFAIL", "SKIP")
    counted = count_tap((run.get("stdout") or "").split("\n"))
    if counted is None:
        return (int(good and result != "SKIP"), int(not good), int(result == "SKIP"))
    passed, failed, skipped = counted
    # A program that crashed, hung or leaked has failed, whatever its single tests said.
    if not good and not failed:
        failed = 1
    if passed + failed + skipped == 0:
        skipped = 1
    return passed, failed, skipped


def main():
    total = [0, int(sys.argv[1]), 0]
    seen = 0
    for name in sys.argv[2:]:
        with open(name, encoding="utf-8") as log:
            for text in log:
                run = json.loads(text)
                seen += 1
                counts = count(run)
                total = [a + b for a, b in zip(total, counts)]
                if counts[1]:
                    print(f"failed: {run['name']} ({run['result']})")
    if not seen:
        print("No test was run.")
        total[1] += 1
    print("{} passed, {} failed, {} skipped".format(*total))
    sys.exit(1 if total[1] else 0)


main()
