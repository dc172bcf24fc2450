import type { Caveat } from "../../../contract/caveat.ts";
import { caveatText } from "../../terminal/caveat-text.ts";

/** What must be said at every picture that shows any of these. */
export function caveatsOfAll(all: readonly { readonly caveats: readonly Caveat[] }[]): string[] {
  const found = new Set(all.flatMap(({ caveats }) => caveats));
  return [...found].map((caveat) => caveatText[caveat]);
}

/** A short mark behind a name. */
export const marked = (label: string, { caveats }: { readonly caveats: readonly Caveat[] }): string =>
  [label, ...caveats.map((caveat) => `[${caveat}]`)].join(" ");
