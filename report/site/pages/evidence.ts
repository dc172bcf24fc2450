import type { Html } from "../../page/figure.ts";
import { shownText } from "../../page/shown-text.ts";
import { tight } from "../tight.ts";

const longestText = 600;
const mostRows = 200;

/**
 * A JSON value as it is stored, every key of it, under the names that its schema gives them (docs/results.md). What was
 * not observed stands with its reason.
 */
export function evidence(value: unknown): Html {
  if (value === null || value === undefined) return tight`<i>null</i>`;
  if (Array.isArray(value)) return list(value);
  if (typeof value === "object") return members(value as Readonly<Record<string, unknown>>);
  return tight`${shownText(plain(value), longestText)}`;
}

function members(of: Readonly<Record<string, unknown>>): Html {
  const keys = Object.keys(of);
  if ("value" in of && keys.length === 1) return evidence(of["value"]);
  if ("value" in of && "reason" in of && keys.length === 2 && of["value"] === null)
    return tight`<i>not known: ${shownText(String(of["reason"]), longestText)}</i>`;
  // End tags of rows and cells may be left out (HTML standard, "Optional tags").
  return tight`<table class="tree">${keys.map(
    (key) => tight`<tr><th scope="row">${shownText(key, 100)}<td>${evidence(of[key])}`,
  )}</table>`;
}

function list(all: readonly unknown[]): Html {
  if (all.length === 0) return tight`<i>none</i>`;
  const shown = all.slice(0, mostRows);
  const rest =
    all.length > shown.length ? tight`<p>… and ${all.length - shown.length} more, in the file.</p>` : "";
  if (shown.every(isFlat)) {
    const keys = [...new Set(shown.flatMap((of) => Object.keys(of as object)))];
    return tight`<table class="tree"><tr>${keys.map((key) => tight`<th scope="col">${shownText(key, 100)}`)}${shown.map(
      (of) => tight`<tr>${keys.map((key) => tight`<td>${evidence((of as Record<string, unknown>)[key])}`)}`,
    )}</table>${rest}`;
  }
  if (shown.every((of) => typeof of !== "object"))
    return tight`${shown.map((of) => shownText(plain(of), longestText)).join(" ")}${rest}`;
  return tight`<ol start="0">${shown.map((of) => tight`<li>${evidence(of)}`)}</ol>${rest}`;
}

const plain = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** An object of which every member fits in a cell. */
const isFlat = (of: unknown): boolean =>
  typeof of === "object" &&
  of !== null &&
  !Array.isArray(of) &&
  Object.values(of).every((member) => typeof member !== "object" || member === null || isObserved(member));

const isObserved = (of: object): boolean =>
  "value" in of && (typeof of.value !== "object" || of.value === null);
