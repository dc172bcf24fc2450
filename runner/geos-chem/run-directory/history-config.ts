import { editLine } from "./edit-line.ts";
import { modelTime } from "./model-time.ts";
import { notSuitable } from "./not-suitable.ts";

const file = "HISTORY.rc";

/** Collections that are switched on: those of the `COLLECTIONS:` list without a `#` before them. */
export function activeCollections(text: string): string[] {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.startsWith("COLLECTIONS:"));
  const last = lines.findIndex((line, index) => index > first && line.startsWith("::"));
  if (first < 0 || last < 0) throw notSuitable(`${file} has no list of COLLECTIONS that ends with ::.`);
  return lines.slice(first, last).flatMap((line) => {
    const [, name] = /^(?:COLLECTIONS:)?\s*'([^']+)'/.exec(line) ?? [];
    return name === undefined ? [] : [name];
  });
}

const attributeOf = (collection: string, attribute: string) => ({
  file,
  what: `${collection}.${attribute}`,
  pattern: new RegExp(`^(\\s*${collection}\\.${attribute}:\\s*)(.*?)(\\s*,?\\s*)$`),
});

function attributeValue(text: string, collection: string, attribute: string): string {
  let value = "";
  editLine(text, attributeOf(collection, attribute), (match) => {
    value = match[2]?.replaceAll("'", "") ?? "";
    return match[0];
  });
  return value;
}

/**
 * Fits output to the length of the run. A collection whose interval is longer than the run stops the model ("No
 * diagnostic output will be created for collection", geos-chem#305): it is written at the end instead, as is the
 * restart. Shorter intervals stay as they are.
 */
export function fitHistory(text: string, start: Date, end: Date): string {
  const collections = activeCollections(text);
  if (!collections.includes("Restart")) {
    throw notSuitable(
      `${file}: the Restart collection is switched off.`,
      "Its file proves that a run ended.",
    );
  }
  let edited = text;
  for (const collection of collections) {
    const frequency = attributeValue(text, collection, "frequency");
    if (collection !== "Restart" && fits(frequency, collection, start, end)) continue;
    for (const attribute of ["frequency", "duration"]) {
      edited = editLine(
        edited,
        attributeOf(collection, attribute),
        ([, before = "", , after = ""]) => `${before}'End'${after}`,
      );
    }
  }
  return edited;
}

/** `YYYYMMDD hhmmss` or `hhmmss`: an interval, years and months in calendar terms. */
function fits(frequency: string, collection: string, start: Date, end: Date): boolean {
  if (frequency === "End") return true;
  const [, date = "00000000", time] = /^(?:(\d{8})\s+)?(\d{6})$/.exec(frequency) ?? [];
  if (time === undefined) {
    throw notSuitable(
      `${file}: ${collection}.frequency is "${frequency}", not an interval YYYYMMDD hhmmss or 'End'.`,
    );
  }
  const part = (digits: string, from: number, to: number) => Number(digits.slice(from, to));
  const next = new Date(start);
  next.setUTCFullYear(start.getUTCFullYear() + part(date, 0, 4), start.getUTCMonth() + part(date, 4, 6));
  next.setUTCDate(next.getUTCDate() + part(date, 6, 8));
  next.setUTCHours(
    next.getUTCHours() + part(time, 0, 2),
    next.getUTCMinutes() + part(time, 2, 4),
    next.getUTCSeconds() + part(time, 4, 6),
  );
  return next <= end;
}

/** Where the restart file of a time is written, relative to the run directory. */
export function restartPath(text: string, at: Date): string {
  const { ymd, hm } = modelTime(at);
  return attributeValue(text, "Restart", "filename")
    .replaceAll("%y4%m2%d2", ymd)
    .replaceAll("%h2%n2", hm)
    .replace(/^\.\//, "");
}

/** Directory and beginning of the names of the collections' files, relative to the run directory. */
export function outputPrefix(text: string): { directory: string; name: string } {
  let path = "";
  editLine(text, { file, what: "EXPID", pattern: /^EXPID:\s*(\S+)/ }, (match) => {
    path = match[1]?.replace(/^\.\//, "") ?? "";
    return match[0];
  });
  const slash = path.lastIndexOf("/");
  return { directory: slash < 0 ? "." : path.slice(0, slash), name: path.slice(slash + 1) };
}
