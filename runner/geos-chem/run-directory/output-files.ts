import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { activeCollections, collectionPrefix, restartPath } from "./history-config.ts";
import { modelTime } from "./model-time.ts";

export interface OutputFiles {
  readonly missingRestart: readonly string[];
  readonly missingOutput: readonly string[];
  readonly hasHemcoRestart: boolean;
}

/** What a run to `end` must have left in its directory, by its own HISTORY.rc. */
export function findOutput(directory: string, history: string, end: Date): OutputFiles {
  const restart = restartPath(history, end);
  const { ymd, hm } = modelTime(end);
  const hasFile = (collection: string) => {
    const prefix = collectionPrefix(history, collection);
    const place = join(directory, prefix.directory);
    return list(place).some((name) => name.startsWith(prefix.name) && hasContent(join(place, name)));
  };
  return {
    missingRestart: hasContent(join(directory, restart)) ? [] : [restart],
    missingOutput: activeCollections(history).filter(
      (collection) => collection !== "Restart" && !hasFile(collection),
    ),
    hasHemcoRestart: hasContent(join(directory, "Restarts", `HEMCO_restart.${ymd}${hm}.nc`)),
  };
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function hasContent(path: string): boolean {
  try {
    return statSync(path).size > 0;
  } catch {
    return false;
  }
}
