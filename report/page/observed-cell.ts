import type { Observed } from "../../contract/observed.ts";
import { significant } from "../overview/figure-text.ts";
import type { Cell } from "./figure.ts";
import { shownText } from "./shown-text.ts";

/** A value, or why there is none. */
export function observedCell<Of>(
  of: Observed<Of>,
  read: (known: NonNullable<Of>) => Observed<number>,
  show: (value: number) => string = significant,
): Cell {
  const found = of.value === null || of.value === undefined ? (of as { reason: string }) : read(of.value);
  if ("reason" in found) return `unknown: ${shownText(found.reason)}`;
  const { value } = found;
  return { sort: value, text: show(value) };
}
