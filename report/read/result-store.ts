import { GeosBenchError } from "../../contract/errors.ts";

/** One stored object: its path below the store, with `/`. */
export interface StoredFile {
  readonly path: string;
  /** Its size; where asking costs something, it is asked for only then. */
  bytes(): Promise<number>;
}

/** A place with results: a folder, or a prefix of a bucket. Read only. */
export interface ResultStore {
  /** Where it is, for a person: `s3://bucket/prefix` or an absolute path, without a slash at its end. */
  readonly uri: string;
  /**
   * Every object below it, or below one of its folders, in no particular order. A folder that is not there is empty; a
   * place that cannot be read throws {@link GeosBenchError}.
   */
  list(folder?: string): AsyncIterable<StoredFile>;
  /** The bytes of one object. Throws {@link GeosBenchError} `object-not-found` where it is not there. */
  read(path: string): Promise<Uint8Array>;
}

/** What `read` makes of a list that a place may be without; empty where it is not there. */
export async function readIfThere<Of>(
  store: ResultStore,
  read: (store: ResultStore) => Promise<readonly Of[]>,
): Promise<readonly Of[]> {
  return read(store).catch((error: unknown) => {
    if (error instanceof GeosBenchError && error.code === "object-not-found") return [];
    throw error;
  });
}

/** A place that takes an index, too. */
export interface WritableStore extends ResultStore {
  /** Writes an object whole, or leaves the one that is there: objects are never changed. */
  writeOnce(path: string, bytes: Uint8Array): Promise<void>;
  /** Writes an object whole if there is none of that name; whether it did. Of two who do it at once, one does. */
  create(path: string, bytes: Uint8Array): Promise<boolean>;
  /** Removes an object; one that is gone already is no fault. */
  remove(path: string): Promise<void>;
}
