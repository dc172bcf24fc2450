import { randomUUID } from "node:crypto";
import { copyFile, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import { digestFile } from "../../contract/digest-file.ts";
import { importedRun } from "../../contract/imported-run.ts";
import { manifestSchemaVersion, type Manifest, type StoredObject } from "../../contract/manifest.ts";
import { attemptPrefix, resultFiles } from "../../contract/result-layout.ts";
import { parseValue } from "../../contract/parse-json.ts";
import type { ImportReading } from "./import-run.ts";

/**
 * Stores an imported run with what it was read from, laid out as results are. Whole or not at all: it gets its name
 * when all of it is there. Returns its folder. Throws {@link GeosBenchError} `already-imported`.
 */
export async function storeImport({ run, evidence }: ImportReading, output: string): Promise<string> {
  const checked = parseValue(importedRun, run, "importedRun");
  const folder = path.resolve(
    output,
    attemptPrefix({ benchmarkId: checked.benchmark_id, jobId: checked.run_id, attempt: 1 }),
  );
  if (await stat(folder).catch(() => undefined)) throw alreadyThere(folder);
  const partial = path.join(path.dirname(folder), `.${randomUUID()}.partial`);
  await mkdir(partial, { recursive: true });
  try {
    const names = [
      ...(await copied(evidence.log, partial, resultFiles.log)),
      ...(await copied(evidence.timers, partial, "gcclassic_timers.json")),
      ...(await copied(evidence.config, partial, evidence.config && path.basename(evidence.config))),
    ];
    await writeFile(path.join(partial, resultFiles.imported), `${JSON.stringify(checked, null, 2)}\n`);
    const objects: StoredObject[] = [];
    for (const name of [resultFiles.imported, ...names]) {
      const { bytes, sha256 } = await digestFile(path.join(partial, name), ["sha256"]);
      objects.push({ name, bytes, sha256 });
    }
    const manifest: Manifest = {
      schema_version: manifestSchemaVersion,
      benchmark_id: checked.benchmark_id,
      job_id: checked.run_id,
      attempt: 1,
      outcome: checked.outcome,
      valid: checked.outcome === "completed",
      created_at: checked.imported_at,
      objects,
    };
    await writeFile(path.join(partial, resultFiles.manifest), `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(partial, folder).catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === "ENOTEMPTY" || cause.code === "EEXIST" ? alreadyThere(folder) : cause;
    });
    return folder;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function copied(from: string | undefined, to: string, name: string | undefined): Promise<string[]> {
  if (from === undefined || name === undefined) return [];
  await copyFile(from, path.join(to, name));
  return [name];
}

const alreadyThere = (folder: string): GeosBenchError =>
  new GeosBenchError(`This run is imported already: ${folder}`, {
    code: "already-imported",
    hint: "Remove that folder first if its claims are to be other ones.",
  });
