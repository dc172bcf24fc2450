import type { FailureScan } from "./scan-failures.ts";

const shownErrors = 4;

/**
 * A few sentences on why a run ended: the model's own words, what they usually mean, and what to do. Empty when the log
 * shows no error. `told` are lines that the reader has already seen.
 */
export function explainFailure(scan: FailureScan, told: readonly string[] = []): string {
  const known = new Set(told.map((line) => line.trim()));
  const untold = (lines: readonly string[]) => lines.filter((line) => !known.has(line));
  const first = untold(scan.firstErrors).slice(0, shownErrors);
  const rest = [...untold(scan.firstErrors).slice(shownErrors), ...untold(scan.lastErrors)];
  const last = rest.slice(-2);
  const shown = [...first, ...(rest.length > last.length ? ["…"] : []), ...last];
  const [cause] = scan.found;
  return [
    ...(shown.length > 0 ? [`The model says: ${shown.join(" | ")}.`] : []),
    ...(cause ? [explainCause(cause)] : []),
  ].join(" ");
}

function explainCause({ failure, file }: FailureScan["found"][number]): string {
  const where = file === undefined ? "" : ` (${failure.isLastOpened ? "opened last: " : ""}${file})`;
  return `This usually means: ${failure.meaning}${where}. To do: ${failure.remedy}. See ${failure.sources.join(", ")}.`;
}
