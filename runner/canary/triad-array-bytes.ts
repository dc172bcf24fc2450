import { type Observed, unknownBecause } from "../../contract/observed.ts";
import { lastLevelCacheBytes } from "../environment/last-level-cache.ts";
import { availableMemoryMiB } from "../system/memory.ts";
import type { SystemFiles } from "../system/system-files.ts";

const mebibyte = 1024 ** 2;

/**
 * Where sysfs describes no caches: more than the 32 and 36 MiB of Graviton3 and 4, whose virtual machines may hide
 * them.
 */
const assumedCacheBytes = 64 * mebibyte;
/** Virtual machines may also hide only the last level. */
const leastBytes = 128 * mebibyte;

/**
 * Bytes of each of the triad's arrays: four times the last-level caches (STREAM's run rules), or none where three such
 * arrays would take more than half of the memory that is left.
 */
export function triadArrayBytes(files: SystemFiles): Observed<number> {
  const bytes = Math.max(leastBytes, 4 * (lastLevelCacheBytes(files) ?? assumedCacheBytes));
  const available = availableMemoryMiB(files);
  if (available === undefined) return unknownBecause("how much memory is available cannot be read");
  if (3 * bytes > (available * mebibyte) / 2) {
    return unknownBecause(
      `three arrays of ${bytes / mebibyte} MiB, four times the last-level caches, need more than half of the ${Math.floor(available)} MiB available`,
    );
  }
  return { value: bytes };
}
