import type { Caveat } from "../../../contract/caveat.ts";
import type { ElsewhereRun } from "../../overview/elsewhere.ts";
import { caveatText } from "../../terminal/caveat-text.ts";
import { shownText } from "../shown-text.ts";

/** What must be said at every picture that shows any of these. */
export function caveatsOfAll(all: readonly { readonly caveats: readonly Caveat[] }[]): string[] {
  const found = new Set(all.flatMap(({ caveats }) => caveats));
  return [...found].map((caveat) => caveatText[caveat]);
}

/** A name with a short mark behind it, which stays however long the name is. */
export const marked = (
  label: string,
  { caveats }: { readonly caveats: readonly Caveat[] },
  longest?: number,
): string => [shownText(label, longest), ...caveats.map((caveat) => `[${caveat}]`)].join(" ");

/** A run from elsewhere by its name and mark, short enough for a chart. */
export const elsewhereName = (run: ElsewhereRun): string => marked(run.label, run, 100);
