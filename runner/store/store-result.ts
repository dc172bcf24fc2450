import { manifestSchemaVersion, type Manifest, type StoredObject } from "../../contract/manifest.ts";
import { resultFiles } from "../../contract/result-layout.ts";
import type { Result } from "../../contract/result.ts";
import type { AttemptStore, ResultObject } from "./attempt-store.ts";
import { describeObject } from "./describe-object.ts";

/** Stores every object and then, only if none is there yet, the manifest. Throws {@link GeosBenchError}. */
export async function storeResult(
  store: AttemptStore,
  result: Result,
  objects: readonly ResultObject[],
): Promise<void> {
  const stored: StoredObject[] = [];
  for (const object of objects) {
    const described = await describeObject(object);
    await store.put(object, described);
    stored.push(described);
  }
  const manifest = manifestObject(result, stored);
  await store.putOnce(manifest, await describeObject(manifest));
}

export function manifestObject(result: Result, objects: StoredObject[]): ResultObject {
  const manifest: Manifest = {
    schema_version: manifestSchemaVersion,
    benchmark_id: result.benchmark_id,
    job_id: result.job.id,
    attempt: result.job.attempt,
    outcome: result.outcome,
    valid: result.flags.valid,
    created_at: result.finished_at,
    objects,
  };
  return { name: resultFiles.manifest, body: { text: `${JSON.stringify(manifest, null, 2)}\n` } };
}
