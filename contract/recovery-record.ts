import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { GeosBenchError } from "./errors.ts";

/** Marks the one log line that carries a result which could not be stored. */
const recoveryMarker = "GCBENCH-RECOVER:1:";

const record = z.strictObject({
  /** Where it should have gone: `s3://bucket/prefix/<benchmark id>/<job id>/<attempt>`. */
  destination: z.string(),
  /** Object name → text. */
  objects: z.record(z.string(), z.string()),
});
export type RecoveryRecord = z.output<typeof record>;

/** One line of text: marker, then base64 of gzip of JSON. */
export function encodeRecoveryRecord(of: RecoveryRecord): string {
  return recoveryMarker + gzipSync(JSON.stringify(of)).toString("base64");
}

/** Finds the record in a log; `undefined` when there is none. */
export function findRecoveryRecord(log: string): RecoveryRecord | undefined {
  const start = log.lastIndexOf(recoveryMarker);
  if (start < 0) return undefined;
  const [line = ""] = log.slice(start + recoveryMarker.length).split(/\s/, 1);
  try {
    return record.parse(JSON.parse(gunzipSync(Buffer.from(line, "base64")).toString("utf8")));
  } catch (cause) {
    throw new GeosBenchError("The log has a recovery record that cannot be read; it may be cut off.", {
      code: "broken-recovery-record",
      hint: "Fetch the whole log (gcbench recover reads it from CloudWatch Logs or from a file).",
      cause,
    });
  }
}
