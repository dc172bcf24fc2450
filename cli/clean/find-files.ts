import { lstat, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { cacheFolder, stateDir } from "../../host/paths.ts";
import { keptStateFolder } from "../local/kept-state.ts";
import { readLocalState } from "../local/state-file.ts";
import type { CleanPart, Found } from "./freeable.ts";

/** What was fetched or compiled once. The notes of checkouts on their images stay: they are what protects those. */
export const findCaches = (): Promise<Found> =>
  entriesOf("caches", cacheFolder(), ["checkouts"], () => "fetched or compiled again when it is needed");

/**
 * What the local environment wrote: its log, the synthesised stacks. It stays while one is up. Prices are a record of
 * their day, which nothing makes again.
 */
export async function findState(): Promise<Found> {
  const running = await readLocalState();
  if (running) {
    const reason = `the local environment is up (process ${running.pid}; gcbench local down stops it)`;
    return { freeable: [], kept: [{ part: "state", name: stateDir(), reason }] };
  }
  const note = (name: string) =>
    path.join(stateDir(), name) === keptStateFolder()
      ? "jobs, logs and S3's objects, with which the next local up would go on"
      : "of an environment that is not up";
  return entriesOf("state", stateDir(), ["local-bench.lock", "prices"], note);
}

async function entriesOf(
  part: CleanPart,
  folder: string,
  not: readonly string[],
  noteOn: (name: string) => string,
): Promise<Found> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => !not.includes(name));
  const freeable = await Promise.all(
    names.map(async (entry) => {
      const name = path.join(folder, entry);
      const free = () => rm(name, { recursive: true, force: true }).then(() => true);
      return { part, name, bytes: await bytesOf(name), note: noteOn(entry), free };
    }),
  );
  return { freeable, kept: [] };
}

async function bytesOf(file: string): Promise<number> {
  const found = await lstat(file).catch(() => undefined);
  if (!found) return 0;
  if (!found.isDirectory()) return found.size;
  const inside = await Promise.all((await readdir(file)).map((name) => bytesOf(path.join(file, name))));
  return inside.reduce((sum, bytes) => sum + bytes, 0);
}
