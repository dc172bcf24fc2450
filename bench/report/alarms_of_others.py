"""Which nights asv and ReFrame would call slower, as their users run them: every night anew on all nights so far.

Reads {"known": nights that a rule may learn from, "series": [[value of a night, ...], ...]} and writes, by rule, of each
series {"first": the first night with an alarm after those, or null, "atEnd": whether the last night has one}.
"""

import json
import multiprocessing
import statistics
import sys

from asv.step_detect import detect_regressions, detect_steps
from reframe.core.exceptions import SanityError
from reframe.utility import sanity


def asv(threshold):
    """The regressions that asv's site lists, of one graph; 0.05 is what asv.conf.json has when it says nothing."""

    def alarms(values, known):
        for night in range(known, len(values)):
            steps = detect_steps(values[: night + 1])
            yield detect_regressions(steps, threshold)[0] is not None

    return alarms


def reframe(tolerance):
    """A reference as one writes it down after some runs, with a bound above it."""

    def alarms(values, known):
        reference = statistics.median(values[:known])
        for value in values[known:]:
            try:
                sanity.evaluate(sanity.assert_reference(value, reference, None, tolerance))
                yield False
            except SanityError:
                yield True

    return alarms


rules = {
    "asv, 5 %": asv(0.05),
    "asv, 2 %": asv(0.02),
    "ReFrame, 5 %": reframe(0.05),
    "ReFrame, 2 %": reframe(0.02),
}


def judge(values, known):
    found = {}
    for name, alarms in rules.items():
        called = list(alarms(values, known))
        found[name] = {"first": known + called.index(True) if any(called) else None, "atEnd": called[-1]}
    return found


if __name__ == "__main__":
    given = json.load(sys.stdin)
    with multiprocessing.Pool() as pool:
        of_series = pool.starmap(judge, [(values, given["known"]) for values in given["series"]])
    json.dump({name: [found[name] for found in of_series] for name in rules}, sys.stdout)
