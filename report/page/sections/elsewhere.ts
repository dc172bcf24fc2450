import { html } from "hono/html";
import { significant } from "../../overview/figure-text.ts";
import type { ElsewhereRun } from "../../overview/elsewhere.ts";
import type { SubjectOverview } from "../../overview/overview.ts";
import { linked, table, type Html } from "../figure.ts";
import { shownText } from "../shown-text.ts";
import { elsewhereName } from "./caveats.ts";
import { observedCell } from "../observed-cell.ts";

/** What others measured of the same, with where it is from: nothing of it was observed here. */
export function elsewhere(
  { elsewhere: runs }: SubjectOverview,
  pageOf: (run: ElsewhereRun) => string | null = () => null,
): Html {
  if (runs.length === 0) return html`<p>No imported or published run of the same.</p>`;
  const said = (text: string | null) => (text === null ? "not said" : shownText(text));
  return table(
    "Runs from elsewhere, of whatever length: the start weighs more in a short one",
    [
      "run",
      "machine, as said",
      "of it",
      "simulated days",
      "s per simulated day",
      "version",
      "compiler",
      "note",
      "from",
    ],
    runs.map((run) => [
      linked(elsewhereName(run), pageOf(run)),
      said(run.machine),
      said(run.parallel),
      run.simulatedDays === null
        ? "not known"
        : { sort: run.simulatedDays, text: significant(run.simulatedDays) },
      observedCell(run.secondsPerSimulatedDay, (value) => ({ value })),
      said(run.version),
      said(run.compiler),
      said(run.note),
      shownText(run.source),
    ]),
  );
}
