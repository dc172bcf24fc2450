import type { JobRecord } from "../../contract/job-record.ts";
import type { ImportedRun } from "../../contract/imported-run.ts";
import type { Manifest } from "../../contract/manifest.ts";
import type { Result } from "../../contract/result.ts";

/** A complete result where it is stored. */
export interface StoredResult {
  /** Of its folder: `s3://…/<benchmark>/<job>/<attempt>`, or the same below a folder. */
  readonly uri: string;
  readonly manifest: Manifest;
  readonly result: Result;
  /** SHA-256 of `results.json`, as the manifest has it: what tells whether two copies are the same result. */
  readonly sha256: string;
  /** `null` where nobody wrote one. */
  readonly job: JobRecord | null;
  /** What stands against ranking it; empty for a result that may be compared. */
  readonly reservations: readonly Reservation[];
}

/** A run that happened elsewhere, where its import is stored. Shown, used for estimates, never ranked. */
export interface StoredImport {
  readonly uri: string;
  readonly run: ImportedRun;
  /** SHA-256 of `imported.json`. */
  readonly sha256: string;
}

/** An import as a reading of several places has it: once, and whether it was taken back. */
export interface ReadImport extends StoredImport {
  /** Why it was taken back; `null`: it was not. */
  readonly retracted: string | null;
}

/** Why a result that is read and shown is not ranked. */
export type Reservation =
  | { readonly kind: "emulated"; readonly reason: string }
  | { readonly kind: "invalid"; readonly reason: string }
  | { readonly kind: "retracted"; readonly reason: string }
  | { readonly kind: "claim-differs"; readonly reason: string }
  | { readonly kind: "not-as-asked"; readonly reason: string };

/** Something that looked like a result and is not taken for one. */
export interface LeftOut {
  readonly uri: string;
  readonly kind:
    "incomplete" | "truncated" | "foreign" | "newer-schema" | "duplicate" | "conflicting" | "tampered";
  /** One sentence: what was found, and what a result would have. */
  readonly reason: string;
}
