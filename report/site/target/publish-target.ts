import type { SiteTarget } from "./site-target.ts";

/** An object that is there. */
interface PublishedObject {
  readonly bytes: number;
  /** S3's ETag: another one wherever something else was put in its place. */
  readonly tag: string;
}

/** A bucket that a site of a folder is copied to. */
export interface PublishTarget extends Pick<SiteTarget, "uri" | "read" | "remove"> {
  /** All objects that are there, by path. */
  objects(): Promise<ReadonlyMap<string, PublishedObject>>;
  /** Writes an object; returns its tag. */
  put(path: string, bytes: Uint8Array): Promise<string>;
}
