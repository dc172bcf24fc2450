/** Where a site is written: a folder, or a prefix of a bucket. Paths are below it, with `/`. */
export interface SiteTarget {
  /** For a person: an absolute path or `s3://bucket/prefix`. */
  readonly uri: string;
  /** The bytes of a file; `null` where there is none. */
  read(path: string): Promise<Uint8Array | null>;
  /** The paths of the files in a folder. */
  list(folder: string): Promise<string[]>;
  /** Writes a file, or takes the place of the one that is there. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Removes a file; one that is gone already is no fault. */
  remove(path: string): Promise<void>;
}
