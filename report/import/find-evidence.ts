import { open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";

/** The files of a run that something can be read from. */
export interface EvidencePaths {
  readonly log: string | undefined;
  readonly timers: string | undefined;
  /** geoschem_config.yml (14) or input.geos (12, 13). */
  readonly config: string | undefined;
}

const timersName = "gcclassic_timers.json";
const configNames = ["geoschem_config.yml", "input.geos"];
const whatIsTaken = `Give a run directory, or a log and ${timersName}.`;
/** Of a log, where the model says that it starts; a batch system's own lines may come first. */
const headBytes = 65_536;

/**
 * Finds what there is of a run: in a run directory, or among files that are named. Throws {@link GeosBenchError}
 * `not-a-run`.
 */
export async function findEvidence(given: readonly string[]): Promise<EvidencePaths> {
  const [first = "", ...more] = given;
  if (more.length === 0 && (await kindOf(first)) === "directory") return inDirectory(first);
  let log: string | undefined;
  let timers: string | undefined;
  for (const file of given) {
    if ((await kindOf(file)) === "directory") {
      throw notARun(`${file} is a directory: given with other files.`, whatIsTaken);
    }
    const isTimers = file.endsWith(".json");
    if ((isTimers ? timers : log) !== undefined) {
      throw notARun(
        `Two ${isTimers ? "files of timers" : "logs"} are given: ${given.join(", ")}.`,
        whatIsTaken,
      );
    }
    if (isTimers) timers = file;
    else log = file;
  }
  return { log, timers, config: undefined };
}

async function inDirectory(directory: string): Promise<EvidencePaths> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const below = (name: string) => path.join(directory, name);
  const logs: string[] = [];
  for (const name of names.sort()) {
    if (/\.(?:log|out|txt)$|^log/i.test(name) && (await isModelLog(below(name)))) logs.push(name);
  }
  if (logs.length > 1) {
    throw notARun(
      `${directory} has ${logs.length} logs of GEOS-Chem: ${logs.join(", ")}.`,
      `Which run is meant? Give its log${names.includes(timersName) ? ` and, if they are of that run, its ${timersName}` : ""}.`,
    );
  }
  const [log] = logs;
  const timers = names.find((name) => name === timersName);
  const config = configNames.find((name) => names.includes(name));
  if (log === undefined && timers === undefined) {
    throw notARun(
      `${directory} has neither a log of GEOS-Chem Classic nor ${timersName}.`,
      "Give the directory that the model ran in, or its log, for example GC.log.",
    );
  }
  return {
    log: log && below(log),
    timers: timers && below(timers),
    config: config && below(config),
  };
}

/** Whether it has the banner that the model begins with. */
async function isModelLog(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return /S T A R T I N G {3}G E O S - C H E M|G E O S - C H E M {3}U S E R {3}I N P U T/.test(
      buffer.toString("latin1", 0, bytesRead),
    );
  } finally {
    await handle.close();
  }
}

async function kindOf(file: string): Promise<"directory" | "file"> {
  const found = await stat(file).catch((error: Error) => error);
  if (found instanceof Error) throw notARun(`${file} cannot be read: ${found.message}`, whatIsTaken);
  return found.isDirectory() ? "directory" : "file";
}

export const notARun = (message: string, hint: string): GeosBenchError =>
  new GeosBenchError(message, { code: "not-a-run", hint });
