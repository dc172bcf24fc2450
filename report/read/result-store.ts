/** One stored object: its path below the store, with `/`, and its size in bytes. */
export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
}

/** A place with results: a folder, or a prefix of a bucket. Read only. */
export interface ResultStore {
  /** Where it is, for a person: `s3://bucket/prefix` or an absolute path, without a slash at its end. */
  readonly uri: string;
  /** Every object below it, in no particular order. Throws {@link GeosBenchError} where the place cannot be read. */
  list(): AsyncIterable<StoredFile>;
  /** The bytes of one object. Throws {@link GeosBenchError} `object-not-found` where it is not there. */
  read(path: string): Promise<Uint8Array>;
}
