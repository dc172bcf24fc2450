import path from "node:path";
import { openStateFile, type StateFile } from "../../emulator/state/state-file.ts";
import { localBatch, type LocalBatchOptions } from "../unit/emulator/batch/local-batch.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

type Batch = ReturnType<typeof localBatch>;

/**
 * A Batch on a virtual clock that dies without a word and comes back with what it has kept: its timers, its containers
 * and all that was in memory only are gone.
 */
export function batchLives(options: Omit<LocalBatchOptions, "state" | "now">) {
  const file = path.join(temporaryDirectory("state"), "batch.sqlite");
  let state: StateFile | undefined;
  let now = 1_000_000;

  const live = (): Batch => {
    state = openStateFile(file, undefined, 0);
    return localBatch({ ...options, state: state.of("us-east-1"), now });
  };
  return {
    begin: live,
    /** `down`: how long it is gone, in milliseconds. */
    killed(batch: Batch, down = 0): Batch {
      state?.close();
      now = batch.clock.now() + down;
      return live();
    },
  };
}
