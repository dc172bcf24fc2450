import { rm } from "node:fs/promises";
import path from "node:path";
import { stateDir } from "../../host/paths.ts";
import { sweepLeftovers } from "./sweep-leftovers.ts";

/** Where the local environment keeps jobs, resources, logs and objects. */
export const keptStateFolder = (): string => path.join(stateDir(), "local");

/** Removes what was kept, and then what the engine still has of it: jobs that a crash left running, LocalStack. */
export async function removeKeptState(): Promise<void> {
  // After a crash LocalStack may still be writing to it.
  await rm(keptStateFolder(), { recursive: true, force: true, maxRetries: 5 });
  await sweepLeftovers();
}
