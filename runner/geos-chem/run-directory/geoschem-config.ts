import { editLine } from "./edit-line.ts";
import { modelTime } from "./model-time.ts";
import { notSuitable } from "./not-suitable.ts";

const file = "geoschem_config.yml";

/** A key of the file's `simulation` and `grid` sections; each occurs once in it. */
type Key =
  | "name"
  | "start_date"
  | "end_date"
  | "root_data_dir"
  | "met_field"
  | "use_gcclassic_timers"
  | "resolution"
  | "number_of_levels";

/** Two blanks deep: `name` also occurs further down, in the settings of single species. */
const lineOf = (key: Key) => ({
  file,
  what: key,
  pattern: new RegExp(`^( {2}${key}:[ \\t]*)(\\[[^\\]]*\\]|[^#\\s][^#]*?)?([ \\t]*(?:#.*)?\\r?)$`),
});

/** The value of a key, without quotes and comment. */
export function geoschemValue(text: string, key: Key): string {
  let value: string | undefined;
  editLine(text, lineOf(key), (match) => {
    value = match[2]?.trim().replaceAll(/^(["'])(.*)\1$/g, "$2");
    return match[0];
  });
  if (value === undefined || value.includes("${")) {
    throw notSuitable(`${file}: ${key} has no value${value === undefined ? "" : ` (${value})`}.`);
  }
  return value;
}

function set(text: string, key: Key, value: string): string {
  return editLine(text, lineOf(key), ([, before = "", , after = ""]) => {
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
