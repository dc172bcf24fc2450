import { posix } from "node:path";
import { type DataMove, leadsOut, movePath } from "./data-path.ts";
import { editLine, type LineToEdit } from "./edit-line.ts";
import { modelTime } from "./model-time.ts";
import { notSuitable } from "./not-suitable.ts";

const file = "geoschem_config.yml";

/** The section that a key is in; `name`, for one, also occurs in the settings of single species. */
const sections = {
  name: "simulation",
  start_date: "simulation",
  end_date: "simulation",
  root_data_dir: "simulation",
  met_field: "simulation",
  use_gcclassic_timers: "simulation",
  resolution: "grid",
  number_of_levels: "grid",
} as const;

type Key = keyof typeof sections;

/** Lines of a section without its head, by their indices; none where there is no such section. */
function linesOfSection(lines: readonly string[], section: string): [from: number, to: number] {
  const head = lines.findIndex((line) => new RegExp(`^${section}:[ \\t]*(?:#.*)?$`).test(line));
  if (head < 0) return [0, 0];
  const next = lines.findIndex((line, index) => index > head && /^[^\s#]/.test(line));
  return [head + 1, next < 0 ? lines.length : next];
}

/** The line of a key: as deep as its section's first. */
function lineOf(text: string, key: Key): LineToEdit {
  const lines = text.split("\n");
  const [from, to] = linesOfSection(lines, sections[key]);
  const first = lines.slice(from, to).find((line) => /^\s+[^\s#]/.test(line)) ?? "  ";
  const [indent = ""] = /^\s+/.exec(first) ?? [];
  return {
    file,
    what: key,
    pattern: new RegExp(`^(${indent}${key}:[ \\t]*)(\\[[^\\]]*\\]|[^#\\s][^#]*?)?([ \\t]*(?:#.*)?)$`),
    within: [from, to],
  };
}

/** The value of a key, without quotes and comment. */
export function geoschemValue(text: string, key: Key): string {
  let value: string | undefined;
  editLine(text, lineOf(text, key), (match) => {
    value = match[2]?.trim().replaceAll(/^(["'])(.*)\1$/g, "$2");
    return match[0];
  });
  if (value === undefined || value.includes("${")) {
    throw notSuitable(`${file}: ${key} has no value${value === undefined ? "" : ` (${value})`}.`);
  }
  return value;
}

/** To the model a time of day is a number: 0 is 000000. */
const padTime = (value: string): string =>
  value.replace(/,\s*(\d{1,5})\s*\]$/, (_rest, digits: string) => `, ${digits.padStart(6, "0")}]`);

/** A date written `[YYYYMMDD, hhmmss]`. */
export function geoschemDate(text: string, key: "start_date" | "end_date"): Date {
  const value = geoschemValue(text, key);
  const [, y, m, d, hour, minute, second] =
    /^\[\s*(\d{4})(\d\d)(\d\d)\s*,\s*(\d\d)(\d\d)(\d\d)\s*\]$/.exec(padTime(value)) ?? [];
  const date = new Date(`${y}-${m}-${d}T${hour}:${minute}:${second}Z`);
  if (!Number.isNaN(date.getTime())) return date;
  throw notSuitable(`${file}: ${key} is ${value}, not a date [YYYYMMDD, hhmmss].`);
}

/** Whether the model runs for a region: `nested_grid_simulation` with `activate: true`. */
export function isNested(text: string): boolean {
  const lines = text.split("\n");
  const grid = lines.slice(...linesOfSection(lines, "grid"));
  const head = grid.findIndex((line) => /^\s+nested_grid_simulation:/.test(line));
  if (head < 0) return false;
  const depth = (line = "") => line.search(/\S/);
  const below = grid.slice(head + 1);
  const end = below.findIndex((line) => /^\s*[^\s#]/.test(line) && depth(line) <= depth(grid[head]));
  const section = [grid[head] ?? "", ...below.slice(0, end < 0 ? undefined : end)];
  return section.some((line) => /^[^#]*\bactivate:\s*(?:true|T|yes|on)\b/i.test(line));
}

function set(text: string, key: Key, value: string): string {
  return editLine(text, lineOf(text, key), ([, before = "", , after = ""]) => {
    const space = /[ \t]$/.test(before) ? before : `${before} `;
    return space + value + after;
  });
}

/** `start_date` and `end_date`, written `[YYYYMMDD, hhmmss]`. */
export function setDates(text: string, start: Date, end: Date): string {
  const written = (at: Date) => {
    const { ymd, hms } = modelTime(at);
    return `[${ymd}, ${hms}]`;
  };
  return set(set(text, "start_date", written(start)), "end_date", written(end));
}

/** They are off by default, except in run directories made for benchmarks. */
export const setTimersOn = (text: string): string => set(text, "use_gcclassic_timers", "true");

export const setRootDataDirectory = (text: string, path: string): string => set(text, "root_data_dir", path);

/** A key, or a line of a list, whose value is a path. */
const pathLine = /^(\s+(?:-\s+)?(?:([\w-]+):\s+)?(["']?))((?:\/|\.\.?\/)[^"'\s]*)(\3\s*(?:#.*)?)$/;

/** A path anywhere else in a line: in a list in brackets, for example. */
const pathToken = /(?<=[\s,"'[{])\/[^\s,"'\]}]+/g;

/**
 * Moves every input path of the file with the data, `cloudj_input_dir` and the like as well as `root_data_dir` (which
 * paths there are differs between releases), and brings output that would leave the run directory back into it. `kept`:
 * input elsewhere, which the job may not have.
 */
export function moveGeoschemPaths(text: string, move: DataMove): { text: string; kept: string[] } {
  const kept: string[] = [];
  const lines = text.split("\n").map((line) => {
    const [, before, key = "", , path, after] = pathLine.exec(line) ?? [];
    if (before === undefined || path === undefined || after === undefined) {
      const [, value = line, comment = ""] = /^([^#]*)(#.*)$/.exec(line) ?? [];
      return value.replaceAll(pathToken, (token) => movePath(token, move).path) + comment;
    }
    if (!leadsOut(path)) return line;
    if (/output/.test(key)) return `${before}./OutputDir/${posix.basename(path)}${after}`;
    const moved = movePath(path, move);
    if (!moved.isData) kept.push(`${key} ${path}`.trim());
    return before + moved.path + after;
  });
  return { text: lines.join("\n"), kept };
}
