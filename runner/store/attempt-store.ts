import { GeosBenchError } from "../../contract/errors.ts";

/** What is stored under one name: text, or a file on disk of any size. */
export type ObjectBody = { readonly text: string } | { readonly file: string };

export interface ResultObject {
  readonly name: string;
  readonly body: ObjectBody;
}

export interface PutOptions {
  /** SHA-256 of the body, hexadecimal. A store that can verify it on arrival does. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * The place of one job attempt's result. Every method throws {@link GeosBenchError}; names are relative
 * (`runs/0/report.json`).
 */
export interface AttemptStore {
  /** `s3://bucket/prefix/<attempt>` or an absolute directory, for people and recovery records. */
  readonly location: string;
  /** Exercises what storing will need and leaves nothing behind; an attempt that is complete is refused. */
  checkWritable(): Promise<void>;
  put(object: ResultObject, options: PutOptions): Promise<void>;
  /** Writes only if nothing has that name yet; a second copy of the same content is no error. */
  putOnce(object: ResultObject, options: PutOptions): Promise<void>;
}

export const contentType = (name: string): string =>
  name.endsWith(".json") ? "application/json" : "text/plain; charset=utf-8";

export function alreadyComplete(location: string): GeosBenchError {
  return new GeosBenchError(`${location} already has a complete result; results are never overwritten.`, {
    code: "already-stored",
    hint: "Submit a new job, or give another output path.",
  });
}
