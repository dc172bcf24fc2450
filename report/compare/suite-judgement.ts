import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { ReferenceCheck } from "./check-references.ts";
import type { ComparedContrast } from "./comparison.ts";

/** What a suite was run to find out. */
export interface SuiteJudgement {
  /** Of its primary contrasts, with the id that `gcbench explain` takes. */
  readonly verdicts: readonly (ComparedContrast["verdict"] & { readonly id: string })[];
  /** Where what they rest on was kept. */
  readonly kept: Observed<string>;
  /** What it expected of its benchmarks. */
  readonly references: readonly ReferenceCheck[];
}

export const nothingJudged: SuiteJudgement = {
  verdicts: [],
  kept: unknownBecause("nothing was judged"),
  references: [],
};
