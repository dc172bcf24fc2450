import { GeosBenchError } from "../../../../contract/errors.ts";
import type { AttemptStore } from "../../../../runner/store/attempt-store.ts";

/** A store that forgets everything but the order, and fails when told to. */
export function memoryStore(failsAt?: string): AttemptStore & { readonly names: string[] } {
  const names: string[] = [];
  const put = async ({ name }: { name: string }) => {
    if (name === failsAt) throw new GeosBenchError("The bucket is gone.", { code: "bucket-not-found" });
    names.push(name);
  };
  return { location: "s3://bucket/results/X/1/1", names, checkWritable: async () => {}, put, putOnce: put };
}
