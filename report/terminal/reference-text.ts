import type { ReferenceCheck } from "../compare/check-references.ts";

/** What a benchmark measured against what was expected of it, in one line. */
export function referenceText({ reference, measured, found }: ReferenceCheck): string {
  const { benchmark, measure, value, lower, upper, source } = reference;
  const range = [lower === null ? "any" : value * (1 + lower), upper === null ? "any" : value * (1 + upper)];
  const what =
    measured.value === null ? `not judged: ${measured.reason}` : `${found}: ${measured.value.toPrecision(4)}`;
  return `reference of ${benchmark} (${measure}): ${what}; expected ${value} (${range.join(" to ")}), from ${source}`;
}
