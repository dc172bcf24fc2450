import { join } from "node:path";
import { encodeRecoveryRecord } from "../../contract/recovery-record.ts";
import { attemptPrefix, resultFiles } from "../../contract/result-layout.ts";
import type { Result } from "../../contract/result.ts";
import { scratchRoot } from "../system/scratch.ts";
import type { ResultObject } from "./attempt-store.ts";
import { describeObject } from "./describe-object.ts";
import { createDirectoryStore } from "./directory-store.ts";
import { manifestObject, storeResult } from "./store-result.ts";

/** The awslogs driver cuts an event at 262,144 bytes, 26 of them overhead (CloudWatch Logs quotas). */
const longestLine = 262_000;

/**
 * One log line with the whole result except the log, which is where the line is printed. Its manifest lists exactly the
 * objects of the record. Copies of what results.json has anyway are left out when the line would be too long.
 */
export async function recoveryLine(
  destination: string,
  result: Result,
  objects: readonly ResultObject[],
): Promise<string> {
  const texts = objects.filter(({ body, name }) => "text" in body && name !== resultFiles.log);
  const whole = await encode(destination, result, texts);
  if (whole.length <= longestLine) return whole;
  return encode(
    destination,
    result,
    texts.filter(({ name }) => name === resultFiles.config || name === resultFiles.result),
  );
}

async function encode(destination: string, result: Result, objects: ResultObject[]): Promise<string> {
  const described = await Promise.all(objects.map(describeObject));
  const all = [...objects, manifestObject(result, described)];
  return encodeRecoveryRecord({
    destination,
    objects: Object.fromEntries(all.map(({ name, body }) => [name, "text" in body ? body.text : ""])),
  });
}

/** Keeps the result on this machine, below GCBENCH_KEEP or the scratch directory. Throws {@link GeosBenchError}. */
export async function keepLocally(
  env: NodeJS.ProcessEnv,
  result: Result,
  objects: readonly ResultObject[],
): Promise<string> {
  const root = env["GCBENCH_KEEP"] ?? join(scratchRoot(env), "gcbench-kept");
  const prefix = attemptPrefix({
    benchmarkId: result.benchmark_id,
    jobId: result.job.id,
    attempt: result.job.attempt,
  });
  const store = createDirectoryStore(join(root, prefix));
  await storeResult(store, result, objects);
  return store.location;
}
