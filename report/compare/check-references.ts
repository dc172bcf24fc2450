import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { Suite } from "../../contract/suite.ts";
import { median } from "../statistics/median.ts";
import { measures, type ComparedRun } from "./arm-of-runs.ts";

/** What a benchmark measured against what was expected of it. */
export interface ReferenceCheck {
  readonly reference: Suite["references"][number];
  /** Median of the timed runs, in the unit of the measure. */
  readonly measured: Observed<number>;
  /** `null` where nothing was measured. */
  readonly found: "within" | "below" | "above" | null;
}

/** Only valid runs that were not emulated can be held against a reference. */
export function checkReferences(
  references: Suite["references"],
  runs: readonly ComparedRun[],
): ReferenceCheck[] {
  return references.map((reference) => {
    const own = runs.filter(({ benchmark_id: id }) => id === reference.benchmark);
    const counted = own.filter(
      (run) => run.valid && run.emulated === false && run.run_outcome === "completed",
    );
    const values = counted.flatMap((run) => measures[reference.measure].of(run) ?? []);
    if (values.length === 0) {
      const reason =
        own.length === 0 ? "no run of it" : `none of its ${own.length} runs is valid and was not emulated`;
      return { reference, measured: unknownBecause(reason), found: null };
    }
    const measured = median(values);
    return { reference, measured: { value: measured }, found: place(measured, reference) };
  });
}

function place(
  measured: number,
  { value, lower, upper }: Suite["references"][number],
): NonNullable<ReferenceCheck["found"]> {
  if (lower !== null && measured < value * (1 + lower)) return "below";
  if (upper !== null && measured > value * (1 + upper)) return "above";
  return "within";
}
