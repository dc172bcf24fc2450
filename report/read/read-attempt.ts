import { documentKinds } from "../../contract/document-kinds.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { importedRun, importedRunSchemaVersion } from "../../contract/imported-run.ts";
import { jobRecord, jobRecordSchemaVersion, type JobRecord } from "../../contract/job-record.ts";
import { manifest, manifestSchemaVersion, type Manifest } from "../../contract/manifest.ts";
import { decodeJson, parseValue } from "../../contract/parse-json.ts";
import { result, resultSchemaVersion } from "../../contract/result.ts";
import { resultFiles } from "../../contract/result-layout.ts";
import { sha256 } from "../../contract/sha256.ts";
import type { AttemptFolder } from "./attempt-folders.ts";
import type { ResultStore } from "./result-store.ts";
import type { LeftOut, StoredImport, StoredResult } from "./stored-result.ts";

/** Whether every object's bytes are held against the manifest, or only what is read anyway. */
export interface ReadOptions {
  readonly verify: boolean;
}

type ReadResult = Omit<StoredResult, "reservations">;

/** A result that was measured, a run that was imported, or why it is neither. */
export type AttemptReading =
  | { readonly read: ReadResult; readonly imported: null; readonly leftOut: null }
  | { readonly read: null; readonly imported: StoredImport; readonly leftOut: null }
  | { readonly read: null; readonly imported: null; readonly leftOut: LeftOut };

/** Reads one attempt. A result is trusted only with its manifest, and only as far as the manifest vouches for it. */
export async function readAttempt(
  store: ResultStore,
  folder: AttemptFolder,
  { verify }: ReadOptions,
): Promise<AttemptReading> {
  const uri = folder.path === "" ? store.uri : `${store.uri}/${folder.path}`;
  const leftOut = (kind: LeftOut["kind"], reason: string): AttemptReading => ({
    read: null,
    imported: null,
    leftOut: { uri, kind, reason },
  });
  const bytesOf = (name: string) => store.read(folder.path === "" ? name : `${folder.path}/${name}`);
  if (!folder.files.has(resultFiles.manifest)) {
    return leftOut(
      "incomplete",
      "it has no manifest.json, which is written last: the run did not come to its end",
    );
  }
  const listed = parseOurs(manifest, await bytesOf(resultFiles.manifest), "manifest", manifestSchemaVersion);
  if ("kind" in listed) return leftOut(listed.kind, listed.reason);
  const missing = await missingObject(listed.value, folder.files);
  if (missing !== undefined) return leftOut("truncated", missing);

  const { objects } = listed.value;
  const names = new Set<string>([resultFiles.result, resultFiles.imported]);
  const entry = objects.find(({ name }) => names.has(name));
  if (!entry) return leftOut("foreign", `its manifest does not list ${resultFiles.result}`);
  const bytes = await bytesOf(entry.name);
  if (sha256(bytes) !== entry.sha256) return leftOut("tampered", differs(entry.name));
  if (entry.name === resultFiles.imported) {
    const run = parseOurs(importedRun, bytes, "importedRun", importedRunSchemaVersion);
    if ("kind" in run) return leftOut(run.kind, run.reason);
    const { run_id: runId } = run.value;
    if (runId !== listed.value.job_id || listed.value.attempt !== 1) {
      return leftOut("foreign", `its manifest is of ${listed.value.job_id}, its imported run is ${runId}`);
    }
    if (verify) {
      const changed = await changedObject(listed.value, bytesOf);
      if (changed !== undefined) return leftOut("tampered", differs(changed));
    }
    return { read: null, imported: { uri, run: run.value, sha256: entry.sha256 }, leftOut: null };
  }
  const parsed = parseOurs(result, bytes, "result", resultSchemaVersion);
  if ("kind" in parsed) return leftOut(parsed.kind, parsed.reason);
  const { job } = parsed.value;
  if (job.id !== listed.value.job_id || job.attempt !== listed.value.attempt) {
    return leftOut(
      "foreign",
      `its manifest is of job ${listed.value.job_id}, attempt ${listed.value.attempt}, its result of ${job.id}, attempt ${job.attempt}`,
    );
  }
  if (verify) {
    const changed = await changedObject(listed.value, bytesOf);
    if (changed !== undefined) return leftOut("tampered", differs(changed));
  }
  const beside = folder.files.has(resultFiles.job) ? jobRecordOf(await bytesOf(resultFiles.job)) : null;
  const read = { uri, manifest: listed.value, result: parsed.value, sha256: entry.sha256, job: beside };
  return { read, imported: null, leftOut: null };
}

const differs = (name: string): string =>
  `${name} has another SHA-256 than its manifest says: it was changed after the run`;

/** The name of the first object whose bytes are not those of the manifest. */
async function changedObject(
  { objects }: Manifest,
  bytesOf: (name: string) => Promise<Uint8Array>,
): Promise<string | undefined> {
  for (const { name, sha256: expected } of objects) {
    if (sha256(await bytesOf(name)) !== expected) return name;
  }
  return undefined;
}

async function missingObject(
  { objects }: Manifest,
  files: AttemptFolder["files"],
): Promise<string | undefined> {
  // At once: one after another would wait for each.
  const sizes = await Promise.all(objects.map(async ({ name }) => files.get(name)?.bytes()));
  for (const [index, { name, bytes }] of objects.entries()) {
    const there = sizes[index];
    if (there === undefined) return `${name} is not there, which its manifest lists`;
    if (there !== bytes) return `${name} has ${there} bytes, its manifest says ${bytes}`;
  }
  return undefined;
}

/** A job record that cannot be read leaves the result as it is: only waiting times and Spot prices hang on it. */
function jobRecordOf(bytes: Uint8Array): JobRecord | null {
  const read = parseOurs(jobRecord, bytes, "jobRecord", jobRecordSchemaVersion);
  return "kind" in read ? null : read.value;
}

type Parsed<Value> = { readonly value: Value } | Pick<LeftOut, "kind" | "reason">;

function parseOurs<Schema extends typeof manifest | typeof result | typeof jobRecord | typeof importedRun>(
  schema: Schema,
  bytes: Uint8Array,
  kind: "manifest" | "result" | "jobRecord" | "importedRun",
  known: string,
): Parsed<ReturnType<Schema["parse"]>> {
  try {
    const value = decodeJson(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"),
      kind,
    );
    const version = versionOf(value);
    if (version !== undefined && isNewer(version, known)) {
      return {
        kind: "newer-schema",
        reason: `its ${documentKinds[kind].title} has schema version ${version}, this program knows ${known}: use a newer gcbench`,
      };
    }
    return { value: parseValue(schema, value, kind) as ReturnType<Schema["parse"]> };
  } catch (error) {
    if (!(error instanceof GeosBenchError)) throw error;
    return { kind: "foreign", reason: error.message };
  }
}

function versionOf(value: unknown): string | undefined {
  const version = (value as { schema_version?: unknown } | null)?.schema_version;
  return typeof version === "string" && /^\d+(?:\.\d+)*$/.test(version) ? version : undefined;
}

// Made once: localeCompare makes one for each call.
const byNumber = new Intl.Collator("en", { numeric: true });

const isNewer = (version: string, known: string): boolean => byNumber.compare(version, known) > 0;
