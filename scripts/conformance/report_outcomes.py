"""A plugin of pytest that writes the outcome of every test, one JSON document a line, to the file $OUTCOMES."""

import json
import os


def pytest_runtest_logreport(report):
    # A test has failed in whatever of its three phases did; it has passed, or was skipped, where it ran.
    if report.when != "call" and report.passed:
        return
    lines = report.longreprtext.splitlines()
    reason = next((line[1:].strip() for line in lines if line.startswith("E ")), "")
    line = {"test": report.nodeid.removeprefix("tests/"), "outcome": report.outcome, "reason": reason}
    with open(os.environ["OUTCOMES"], "a", encoding="utf-8") as outcomes:
        print(json.dumps(line), file=outcomes)
