import { GeosBenchError } from "../../contract/errors.ts";
import { armOfRuns, measures, type ComparedRun } from "./arm-of-runs.ts";
import type { Contrast } from "./arm.ts";
import { explore, judgeFamily } from "./judge-family.ts";
import { isOneOf, missingKeys, nameOf } from "./result-keys.ts";
import type { Verdict } from "./verdict.ts";
import type { VerdictRecord } from "./verdict-record.ts";

/**
 * The verdicts of a record, from the runs of its results; other runs are not looked at. Throws {@link GeosBenchError}
 * `verdict-inputs-missing` where a result is gone, or is another one now.
 */
export function judgeRecord(record: VerdictRecord, runs: readonly ComparedRun[]): Verdict[] {
  const { kind, measure, band, retracted } = record;
  const arm = ({ label, results }: VerdictRecord["contrasts"][number]["baseline"]) => {
    const [missing, ...more] = missingKeys(results, runs);
    if (missing) throw gone(nameOf(missing), more.length);
    return armOfRuns(label, runs.filter(isOneOf(results)), measure, retracted);
  };
  const contrasts = record.contrasts.map(({ name, baseline, candidate }): Contrast => ({
    name,
    measure: measures[measure].measure,
    baseline: arm(baseline),
    candidate: arm(candidate),
  }));
  return kind === "family"
    ? judgeFamily(contrasts, { band })
    : contrasts.map((contrast) => explore(contrast, { band }));
}

function gone(name: string, more: number): GeosBenchError {
  const others = more > 0 ? ` (and ${more} more)` : "";
  return new GeosBenchError(`The result ${name}${others} is not among the indexed ones, or is another now.`, {
    code: "verdict-inputs-missing",
    hint: "Give every place that was compared, with --results, and bring their indexes up to date (gcbench index).",
  });
}
