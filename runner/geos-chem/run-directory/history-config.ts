import { posix } from "node:path";
import { leadsOut } from "./data-path.ts";
import { editLine } from "./edit-line.ts";
import { modelTime } from "./model-time.ts";
import { notSuitable } from "./not-suitable.ts";

const file = "HISTORY.rc";

const listStart = /^\s*COLLECTIONS:/;

/** Collections that are switched on: those of the `COLLECTIONS:` list without a `#` before them. */
export function activeCollections(text: string): string[] {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => listStart.test(line));
  const last = lines.findIndex((line, index) => index > first && /^\s*::/.test(line));
  if (first < 0 || last < 0) throw notSuitable(`${file} has no list of COLLECTIONS that ends with ::.`);
  return lines.slice(first, last).flatMap((line) => {
    const [active = ""] = line.replace(listStart, "").split("#");
    return active.split(/[\s,'"]+/).filter((name) => name !== "");
  });
}

const escaped = (name: string): string => name.replaceAll(/\W/g, String.raw`\$&`);

const attributeOf = (collection: string, attribute: string) => ({
  file,
  what: `${collection}.${attribute}`,
  pattern: new RegExp(
    `^(\\s*${escaped(collection)}\\.${attribute}:\\s*)('[^']*'|"[^"]*"|[^'"#,]*?)(\\s*,?\\s*(?:#.*)?)$`,
  ),
});

const hasAttribute = (text: string, collection: string, attribute: string): boolean => {
  const { pattern } = attributeOf(collection, attribute);
  return text.split("\n").some((line) => pattern.test(line));
};

function attributeValue(text: string, collection: string, attribute: string): string {
  let value = "";
  editLine(text, attributeOf(collection, attribute), (match) => {
    value = match[2]?.replaceAll(/['"]/g, "").trim() ?? "";
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
      // Without a duration, a file is as long as the interval.
      if (attribute === "duration" && !hasAttribute(text, collection, attribute)) continue;
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
  // Written as the manual has it, whatever its case was.
  if (/^end$/i.test(frequency)) return frequency === "End";
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

const experimentId = { file, what: "EXPID", pattern: /^(EXPID:\s*)(\S+)(.*)$/ };

/** Directory and beginning of the names of files, relative to the run directory. */
export interface FilePrefix {
  readonly directory: string;
  readonly name: string;
}

/** Where the collections' files go that name no place of their own. */
export function outputPrefix(text: string): FilePrefix {
  let path = "";
  editLine(text, experimentId, (match) => {
    path = match[2] ?? "";
    return match[0];
  });
  return { directory: posix.dirname(posix.normalize(path)), name: posix.basename(path) };
}

/** Where a collection's files go: `filename`, or EXPID and its name. */
export function collectionPrefix(text: string, collection: string): FilePrefix {
  if (hasAttribute(text, collection, "filename")) {
    const [fixed = ""] = attributeValue(text, collection, "filename").split("%");
    const path = posix.normalize(fixed);
    const isDirectory = path.endsWith("/");
    return {
      directory: isDirectory ? posix.join(path, ".") : posix.dirname(path),
      name: isDirectory ? "" : posix.basename(path),
    };
  }
  const { directory, name } = outputPrefix(text);
  return { directory, name: `${name}.${collection}.` };
}

/** `%y4%m2%d2_%h2%n2`, and whatever else users make of these tokens. */
function fillIn(template: string, at: Date): string {
  const { ymd, hms } = modelTime(at);
  const [, y4 = "", m2 = "", d2 = ""] = /^(\d{4})(\d\d)(\d\d)$/.exec(ymd) ?? [];
  const [, h2 = "", n2 = "", s2 = ""] = /^(\d\d)(\d\d)(\d\d)$/.exec(hms) ?? [];
  const values: Readonly<Record<string, string>> = { y4, y2: y4.slice(2), m2, d2, h2, n2, s2 };
  return template.replaceAll(/%(y4|y2|m2|d2|h2|n2|s2)/g, (_token, name: string) => values[name] ?? "");
}

/** Where the restart file of a time is written, relative to the run directory. */
export function restartPath(text: string, at: Date): string {
  const { directory, name } = outputPrefix(text);
  const given = hasAttribute(text, "Restart", "filename")
    ? attributeValue(text, "Restart", "filename")
    : posix.join(directory, `${name}.Restart.${attributeValue(text, "Restart", "template")}`);
  return posix.normalize(fillIn(given, at));
}

/** Brings output that would leave the run directory back into it: a job writes nowhere else. */
export function keepHistoryOutput(text: string): string {
  const inside = (path: string, directory: string) =>
    leadsOut(path) ? `./${directory}/${posix.basename(path)}` : path;
  return text
    .replaceAll(
      /^(EXPID:[ \t]*)(\S+)/gm,
      (_line, before: string, path: string) => before + inside(path, "OutputDir"),
    )
    .replaceAll(
      /^([ \t]*(\w+)\.filename:[ \t]*(['"]?))([^'"\n\s,]+)\3/gm,
      (_line, before: string, collection: string, quote: string, path: string) =>
        `${before}${inside(path, collection === "Restart" ? "Restarts" : "OutputDir")}${quote}`,
    );
}
