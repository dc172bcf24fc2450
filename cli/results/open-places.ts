import { parseS3Url } from "../../contract/s3-url.ts";
import { withIndexAside } from "../../report/index/index-aside.ts";
import { folderStore } from "../../report/read/folder-store.ts";
import type { WritableStore } from "../../report/read/result-store.ts";

export interface Places {
  readonly stores: readonly WritableStore[];
  close(): void;
}

/** Where local-bench and submit --wait copy results to. */
export const defaultPlaces: readonly string[] = ["bench-results"];

/**
 * Places with results as a person names them: folders, and s3://bucket/prefix with the user's own AWS configuration. The
 * SDK takes a third of a second to load: who names no bucket does not wait for it. A place that takes no index, because it
 * may only be read, is read without, which is said on standard error.
 */
export async function openPlaces(given: readonly string[]): Promise<Places> {
  const places = await openWritable(given);
  const stores = places.stores.map((store) => withIndexAside(store, sayRefused(store)));
  return { stores, close: () => places.close() };
}

const sayRefused =
  ({ uri }: WritableStore) =>
  ({ message }: Error): void =>
    console.error(`${uri} keeps no index, so its results are read anew each time: ${message}`);

/** The same for whose purpose it is to write there: an index that a place does not take is an error. */
export async function openWritable(given: readonly string[]): Promise<Places> {
  if (!given.some(isBucket)) return { stores: given.map((place) => folderStore(place)), close: () => {} };
  const { userS3 } = await import("../../client/user-s3.ts");
  const { bucketStore } = await import("../../report/read/bucket-store.ts");
  const s3 = userS3();
  const stores = given.map((place) => {
    if (!isBucket(place)) return folderStore(place);
    const { bucket, key: prefix } = parseS3Url(place);
    return bucketStore(s3, { bucket, prefix });
  });
  return { stores, close: () => s3.destroy() };
}

const isBucket = (place: string): boolean => place.startsWith("s3:");
