import { raw } from "hono/html";
import { escapeToBuffer } from "hono/utils/html";
import type { Html } from "../../page/figure.ts";
import { shownText } from "../../page/shown-text.ts";

const longestText = 600;
const longestKey = 100;
const mostRows = 200;

/**
 * A JSON value as it is stored, every key of it, under the names that its schema gives them (docs/results.md). What was
 * not observed stands with its reason. Written without templates, and with the end tags left out that may be (HTML
 * standard, "Optional tags"): it is most of a page, and there is one for every result.
 */
export const evidence = (value: unknown): Html => raw(markup(value));

function markup(value: unknown): string {
  if (value === null || value === undefined) return noValue;
  if (Array.isArray(value)) return list(value);
  if (typeof value === "object") return members(value as Readonly<Record<string, unknown>>);
  return text(plain(value));
}

function members(of: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(of);
  if ("value" in of && keys.length === 1) return markup(of["value"]);
  if ("value" in of && "reason" in of && keys.length === 2 && of["value"] === null)
    return `${notKnown}${text(String(of["reason"]))}</i>`;
  if (keys.length === 0) return "<i>none</i>";
  return `<dl>${entries(of).join("")}</dl>`;
}

/** What is null, or not known for one reason, stands together: of older results that is half of all. */
function entries(of: Readonly<Record<string, unknown>>): string[] {
  const shown: { names: string; value: string }[] = [];
  for (const [key, value] of Object.entries(of)) {
    const name = text(key, longestKey);
    const made = markup(value);
    const same = saysNone(made) ? shown.find((one) => one.value === made) : undefined;
    if (same) same.names += `, ${name}`;
    else shown.push({ names: name, value: made });
  }
  return shown.map(({ names, value }) => `<dt>${names}<dd>${value}`);
}

const noValue = "<i>null</i>";
const notKnown = "<i>not known: ";

/** Whether it says that there is no value: texts and numbers are never put together. */
const saysNone = (made: string): boolean => made === noValue || made.startsWith(notKnown);

function list(all: readonly unknown[]): string {
  if (all.length === 0) return "<i>none</i>";
  const shown = all.slice(0, mostRows);
  const rest =
    all.length > shown.length ? `<p>… and ${all.length - shown.length} more, in the file.</p>` : "";
  if (shown.every(isFlat)) {
    const keys = [...new Set(shown.flatMap((of) => Object.keys(of as object)))];
    const head = keys.map((key) => `<th scope=col>${text(key, longestKey)}`).join("");
    const rows = shown.map(
      (of) => `<tr>${keys.map((key) => `<td>${markup((of as Record<string, unknown>)[key])}`).join("")}`,
    );
    return `<table><tr>${head}${rows.join("")}</table>${rest}`;
  }
  if (shown.every((of) => typeof of !== "object"))
    return `${shown.map((of) => text(plain(of))).join(" ")}${rest}`;
  return `<ol start="0">${shown.map((of) => `<li>${markup(of)}`).join("")}</ol>${rest}`;
}

const plain = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Of others: escaped, and as it may be shown. */
function text(of: string, longest = longestText): string {
  const buffer: [string] = [""];
  escapeToBuffer(shownText(of, longest), buffer);
  return buffer[0];
}

/** An object of which every member fits in a cell. */
const isFlat = (of: unknown): boolean =>
  typeof of === "object" &&
  of !== null &&
  !Array.isArray(of) &&
  Object.values(of).every((member) => typeof member !== "object" || member === null || isObserved(member));

const isObserved = (of: object): boolean =>
  "value" in of && (typeof of.value !== "object" || of.value === null);
