import { GeosBenchError } from "../../contract/errors.ts";
import { runIndexFolder } from "../../contract/run-index.ts";
import type { WritableStore } from "../read/result-store.ts";

/**
 * A store whose place may take no index, as an archive that is mounted read-only or a bucket that one may only read:
 * segments that it refuses are in memory, and read from there, for as long as this process lives. `onRefused` hears
 * the first refusal.
 */
export function withIndexAside(
  store: WritableStore,
  onRefused: (error: GeosBenchError) => void,
): WritableStore {
  const aside = new Map<string, Uint8Array>();
  return {
    ...store,
    async *list(folder) {
      yield* store.list(folder);
      for (const [path, { byteLength }] of aside) {
        if (folder === undefined || path.startsWith(`${folder}/`))
          yield { path, bytes: async () => byteLength };
      }
    },
    read: async (path) => aside.get(path) ?? (await store.read(path)),
    async writeOnce(path, bytes) {
      try {
        await store.writeOnce(path, bytes);
      } catch (error) {
        if (!path.startsWith(`${runIndexFolder}/`) || !isRefusal(error)) throw error;
        if (aside.size === 0) onRefused(error);
        aside.set(path, bytes);
      }
    },
  };
}

const isRefusal = (error: unknown): error is GeosBenchError =>
  error instanceof GeosBenchError &&
  (error.code === "directory-not-writable" || error.code === "access-denied");
