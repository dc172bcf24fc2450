import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { type DataMove, leadsElsewhere, leadsOut, movePath } from "./data-path.ts";
import { editLine } from "./edit-line.ts";
import { readModelText } from "./model-text.ts";
import { notSuitable } from "./not-suitable.ts";

const mainFile = "HEMCO_Config.rc";
const includeLine = /^[ \t]*>>>include[ \t]+(\S+)/gm;

/** HEMCO_Config.rc and the files that it includes, by their names in the run directory. */
export type HemcoFiles = ReadonlyMap<string, string>;

/**
 * Follows `>>>include` from file to file, as far as they are in the run directory: ROOT and METDIR stand in any of them
 * (geos-chem#2938). `read` throws when HEMCO_Config.rc itself cannot be read.
 */
export async function readHemcoFiles(
  directory: string,
  read: (name: string) => Promise<string>,
): Promise<HemcoFiles> {
  const files = new Map([[mainFile, await read(mainFile)]]);
  for (const text of files.values()) {
    for (const [, name = ""] of text.matchAll(includeLine)) {
      const inside = posix.normalize(name);
      if (leadsOut(name) || files.has(inside) || !existsSync(join(directory, inside))) continue;
      // The loop comes to what is added meanwhile.
      files.set(inside, await readModelText(join(directory, inside)));
    }
  }
  return files;
}

/** Included files that are not among those that were read. */
const unreadIncludes = (files: HemcoFiles): string[] =>
  [...files.values()]
    .flatMap((text) => [...text.matchAll(includeLine)].map(([, name = ""]) => name))
    .filter((name) => !files.has(posix.normalize(name)));

/** The value of a setting; `undefined` where no file has it. The first file that has it decides. */
export function hemcoSetting(files: HemcoFiles, name: string): string | undefined {
  for (const text of files.values()) {
    const [, value] = new RegExp(`^[ \\t]*${name}[ \\t]*:[ \\t]*([^\\s#]\\S*)`, "m").exec(text) ?? [];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** HEMCO's own log, relative to the run directory; `undefined`: its messages are in the model's (`*`). */
export function hemcoLogfile(files: HemcoFiles): string | undefined {
  const name = hemcoSetting(files, "Logfile");
  return name === undefined || name === "*" ? undefined : posix.normalize(insideRun(name, "."));
}

/** Output stays in the run directory, wherever it went before: a job writes nowhere else. */
const insideRun = (path: string, directory: string): string =>
  leadsOut(path) ? `./${posix.join(directory, posix.basename(path))}` : path;

/** Brings HEMCO's diagnostics and log back into the run directory. */
export const keepHemcoOutput = (files: HemcoFiles): HemcoFiles =>
  mapLines(files, (line) => {
    const [, before, name, path, after = ""] =
      /^(\s*(DiagnPrefix|Logfile)\s*:\s*)(\S+)(.*)$/.exec(line) ?? [];
    if (before === undefined || path === undefined) return line;
    return before + insideRun(path, name === "DiagnPrefix" ? "OutputDir" : ".") + after;
  });

/**
 * Lets HEMCO take the closest date of the restart file and background values for species it lacks: CYS instead of EFYO
 * (GEOS-Chem Classic manual, "GEOS-Chem restart files"). createRunDir.sh itself writes EY for some simulations, and
 * users write C and R; all of HEMCO's flags begin with one of R, E, C, A and I (HEMCO manual, "C/R/E").
 */
export function tolerateRestart(files: HemcoFiles): HemcoFiles {
  const entry = {
    what: "the restart entry SPC_",
    pattern: /^(\s*\*\s+SPC_\s+\S+\s+\S+\s+\S+\s+)([RECAI][A-Z]*\d?)(\s.*)$/,
  };
  return editOne(files, entry, ([, before = "", , after = ""]) => `${before}CYS${after}`);
}

/**
 * Points all paths of input data below another ExtData directory, in whichever of the files they stand. ROOT and METDIR
 * must be among them: they end with a part below `ExtData` (`/HEMCO`, `/GEOS_4x5/MERRA2`), which is kept. `kept`:
 * settings that name another place.
 */
export function moveHemcoPaths(files: HemcoFiles, move: DataMove): { files: HemcoFiles; kept: string[] } {
  const kept: string[] = [];
  const roots = new Set<string>();
  const elsewhere = (name: string, path: string, file: string): string => {
    if (isRoot(name) && leadsElsewhere(move)) return belowExtData(path, move, file);
    kept.push(`${name} ${path}`);
    return movePath(path, move).path;
  };
  const edited = mapLines(files, (line, file) => {
    const [, before = "", name, path = "", after = ""] = /^(\s*(\w+)\s*:\s*)(\S{2,})(.*)$/.exec(line) ?? [];
    if (name !== undefined) roots.add(name);
    if (name === undefined || !leadsOut(path)) {
      return line.replaceAll(/(?<=^|\s)(?:\/|\.\.\/)\S+/g, (token) => movePath(token, move).path);
    }
    const moved = movePath(path, move);
    return before + (moved.isData ? moved.path : elsewhere(name, path, file)) + after;
  });
  const absent = ["ROOT", "METDIR"].filter((name) => !roots.has(name));
  if (absent.length > 0 && leadsElsewhere(move)) {
    const unread = unreadIncludes(files);
    throw notSuitable(
      `${namesOf(files)}: no line for ${absent.join(" and ")}, where one is expected.`,
      unread.length > 0
        ? `Included, and not in the run directory: ${unread.join(", ")}. Copy it there and include it by that name.`
        : "HEMCO_Config.rc or a file that it includes must have it.",
    );
  }
  return { files: edited, kept };
}

const isRoot = (name: string): boolean => name === "ROOT" || name === "METDIR";

function belowExtData(path: string, { from, to }: DataMove, name: string): string {
  const [, below] = /\/ExtData(\/.*)$/.exec(path) ?? [];
  if (below === undefined) {
    throw notSuitable(
      `${name}: ${path} is neither below root_data_dir (${from}) nor below a directory ExtData.`,
      "Leave out the data path, so that the run directory's own is used, or correct ROOT and METDIR.",
    );
  }
  return posix.join(to, below);
}

const namesOf = (files: HemcoFiles): string => [...files.keys()].join(", ");

/** Edits every line that is no comment. */
function mapLines(files: HemcoFiles, edit: (line: string, file: string) => string): HemcoFiles {
  const edited = (text: string, file: string) =>
    text
      .split("\n")
      .map((line) => (/^\s*#/.test(line) ? line : edit(line, file)))
      .join("\n");
  return new Map([...files].map(([file, text]) => [file, edited(text, file)]));
}

/** Changes the one line that matches in one of the files. */
function editOne(
  files: HemcoFiles,
  { what, pattern }: { what: string; pattern: RegExp },
  replace: (match: RegExpExecArray) => string,
): HemcoFiles {
  const having = [...files].filter(([, text]) => text.split("\n").some((line) => pattern.test(line)));
  const [first = [mainFile, files.get(mainFile) ?? ""] as const, ...others] = having;
  if (others.length > 0)
    throw notSuitable(`${namesOf(files)}: several lines for ${what}, where one is expected.`);
  const [file, text] = first;
  return new Map([...files, [file, editLine(text, { file, what, pattern }, replace)]]);
}
