import type { Caveat } from "../../../contract/caveat.ts";
import type { ElsewhereRun } from "../../overview/elsewhere.ts";
import { withMarks } from "../../terminal/caveat-text.ts";
import { shownText } from "../shown-text.ts";

/** A name with a short mark behind it, which stays however long the name is. */
export const marked = (
  label: string,
  { caveats }: { readonly caveats: readonly Caveat[] },
  longest?: number,
): string => withMarks(shownText(label, longest), caveats);

/** A run from elsewhere by its name and mark, short enough for a chart. */
export const elsewhereName = (run: ElsewhereRun): string => marked(run.label, run, 100);
