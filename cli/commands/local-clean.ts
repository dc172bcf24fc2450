import type Docker from "dockerode";
import { findCaches, findState } from "../clean/find-files.ts";
import { findImages } from "../clean/find-images.ts";
import { findLeftoverThings } from "../clean/find-leftover-things.ts";
import { cleanParts, type CleanPart, type Found, type Freeable } from "../clean/freeable.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { lockLocalEnvironment } from "../local/lock-local-environment.ts";
import { inspectEngine } from "../../host/docker-engine.ts";

export interface LocalCleanOptions {
  readonly yes?: true;
  readonly json?: true;
  readonly only?: readonly CleanPart[];
}

/** Says what this project's images, caches and leftovers take, and with `yes` removes them. */
export async function localClean(options: LocalCleanOptions): Promise<number> {
  const parts = options.only ?? cleanParts;
  if (!options.yes) {
    print(await find(parts), undefined, options);
    return cliExitCodes.success;
  }
  // A local-bench that is under way needs the images that no container uses yet.
  const lock = await lockLocalEnvironment();
  try {
    const found = await find(parts);
    const freed = new Set<Freeable>();
    for (const item of found.freeable) if (await item.free()) freed.add(item);
    print(found, freed, options);
    return cliExitCodes.success;
  } finally {
    await lock.release();
  }
}

async function find(parts: readonly CleanPart[]): Promise<Found> {
  const state = await inspectEngine();
  const inEngine =
    (look: (docker: Docker) => Promise<Found>, part: CleanPart): (() => Promise<Found>) =>
    async () =>
      state.status === "ready"
        ? look(state.engine.docker)
        : { freeable: [], kept: [{ part, name: "Docker engine", reason: state.error.message }] };
  const finders: Readonly<Record<CleanPart, () => Promise<Found>>> = {
    leftovers: inEngine(findLeftoverThings, "leftovers"),
    images: inEngine(findImages, "images"),
    caches: findCaches,
    state: findState,
  };
  const found = await Promise.all(parts.map((part) => finders[part]()));
  return { freeable: found.flatMap(({ freeable }) => freeable), kept: found.flatMap(({ kept }) => kept) };
}

function print(
  { freeable, kept }: Found,
  freed: ReadonlySet<Freeable> | undefined,
  { json }: LocalCleanOptions,
): void {
  const bytes = (freed ? [...freed] : freeable).reduce((sum, item) => sum + (item.bytes ?? 0), 0);
  if (json) {
    const items = freeable.map((item) => {
      const { part, name, bytes: size, note } = item;
      return { part, name, bytes: size, note, freed: freed?.has(item) ?? false };
    });
    console.log(JSON.stringify({ bytes_at_most: bytes, items, kept }, null, 2));
    return;
  }
  for (const item of freeable) {
    const size = item.bytes === null ? "" : megabytes(item.bytes);
    const mark = freed && !freed.has(item) ? " (still in use: kept)" : "";
    console.log(
      `${item.part.padEnd(10)}${size.padStart(10)}  ${item.name}${mark}\n${" ".repeat(22)}${item.note}`,
    );
  }
  for (const { part, name, reason } of kept)
    console.log(`${part.padEnd(10)}${"kept".padStart(10)}  ${name}: ${reason}`);
  if (freeable.length === 0) console.log("There is nothing to free.");
  else if (freed)
    console.log(
      `Freed ${freed.size} of ${freeable.length}, at most ${megabytes(bytes)} (images share layers).`,
    );
  else
    console.log(
      `At most ${megabytes(bytes)} (images share layers). Nothing is removed: gcbench local clean --yes does it.`,
    );
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
