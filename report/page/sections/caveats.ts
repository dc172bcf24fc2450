import { html } from "hono/html";
import type { Caveat } from "../../../contract/caveat.ts";
import type { ElsewhereRun } from "../../overview/elsewhere.ts";
import { caveatsIn, caveatText, withMarks } from "../../terminal/caveat-text.ts";
import type { Html } from "../figure.ts";
import { shownText } from "../shown-text.ts";

interface Shown {
  readonly caveats: readonly Caveat[];
}

/** A name with a short mark behind it, which stays however long the name is. */
export const marked = (label: string, { caveats }: Shown, longest?: number): string =>
  withMarks(shownText(label, longest), caveats);

/** A run from elsewhere by its name and mark, short enough for a chart. */
export const elsewhereName = (run: ElsewhereRun): string => marked(run.label, run, 100);

const idOf = (caveat: Caveat): string => `caveat-${caveat}`;

/** What marks mean, once for a page: {@link caveatMarks} leads there. */
export const caveatNotes = (caveats: readonly Caveat[]): Html =>
  html`${caveats.map((caveat) => html`<p class="caveat" id="${idOf(caveat)}">${caveatText[caveat]}</p>`)}`;

/** What a picture that shows all of these may not be taken for, in a word each, which leads to what it means. */
export const caveatMarks = (all: readonly Shown[]): Html =>
  marks(caveatsIn(all).map((caveat) => html`<a href="#${idOf(caveat)}">${caveat}</a>`));

/** The same where the note stands close above, and the address has other things behind its #. */
export const caveatWords = (all: readonly Shown[]): Html =>
  marks(caveatsIn(all).map((caveat) => html`<span>${caveat}</span>`));

const marks = (all: readonly Html[]): Html => (all.length === 0 ? html`` : html`<p class="marks">${all}</p>`);
