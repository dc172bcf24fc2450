import { userS3 } from "../../client/user-s3.ts";
import { parseS3Url } from "../../contract/s3-url.ts";
import { bucketStore } from "../../report/read/bucket-store.ts";
import { folderStore } from "../../report/read/folder-store.ts";
import type { WritableStore } from "../../report/read/result-store.ts";

export interface Places {
  readonly stores: readonly WritableStore[];
  close(): void;
}

/** Where local-bench and submit --wait copy results to. */
export const defaultPlaces: readonly string[] = ["bench-results"];

/**
 * Places with results as a person names them: folders, and s3://bucket/prefix with the user's own AWS configuration.
 */
export function openPlaces(given: readonly string[], env: NodeJS.ProcessEnv = process.env): Places {
  const s3 = userS3(env);
  const stores = given.map((place) => {
    if (!place.startsWith("s3:")) return folderStore(place);
    const { bucket, key: prefix } = parseS3Url(place);
    return bucketStore(s3, { bucket, prefix });
  });
  return { stores, close: () => s3.destroy() };
}
