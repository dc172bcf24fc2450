import { referenceText } from "../../report/terminal/reference-text.ts";
import { renderVerdict } from "../../report/terminal/verdict-table.ts";
import type { PlanReport } from "./close-plan.ts";

/** What a plan came to. */
export function reportText({ indexed, verdicts, references }: PlanReport): string {
  return [
    ...indexed.map(({ place, added }) =>
      added.value === null
        ? `not indexed: ${place}: ${added.reason}`
        : `indexed: ${place}: ${added.value} added`,
    ),
    ...references.map(referenceText),
    ...verdicts.map((verdict) => renderVerdict(verdict.id, verdict)),
  ].join("\n");
}
