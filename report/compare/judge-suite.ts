import { GeosBenchError } from "../../contract/errors.ts";
import { loadSuite } from "../../contract/load-suite.ts";
import type { Retraction } from "../read/retractions.ts";
import { armOfRuns, measures, type ComparedRun, type MeasureName } from "./arm-of-runs.ts";
import type { Contrast } from "./arm.ts";
import { judgeFamily } from "./judge-family.ts";
import { selection } from "./selection.ts";
import type { Verdict } from "./verdict.ts";

interface ComparisonOf {
  readonly runs: readonly ComparedRun[];
  readonly retractions: readonly Retraction[];
  readonly measure: MeasureName;
}

/** Two selections of runs as a contrast. Throws {@link GeosBenchError} `bad-option` where a selection is none. */
function contrastOf(
  name: string,
  sides: { readonly baseline: string; readonly candidate: string },
  { runs, retractions, measure }: ComparisonOf,
): Contrast {
  const arm = (text: string) => armOfRuns(text, runs.filter(selection(text)), measure, retractions);
  return {
    name,
    measure: measures[measure].measure,
    baseline: arm(sides.baseline),
    candidate: arm(sides.candidate),
  };
}

/** The verdicts of a suite's primary contrasts; `band` is the largest ratio that counts as equal. */
export function judgeSuite(name: string, of: ComparisonOf, band: number): Verdict[] {
  const { primary_contrasts: declared } = loadSuite(name).suite;
  if (declared.length > 0) {
    return judgeFamily(
      declared.map((contrast) => contrastOf(contrast.name, contrast, of)),
      { band },
    );
  }
  throw new GeosBenchError(`The suite ${name} declares no primary contrasts.`, {
    code: "bad-option",
    hint: "Declare them in its file (primary_contrasts) before it runs, or give --baseline and --candidate.",
  });
}
