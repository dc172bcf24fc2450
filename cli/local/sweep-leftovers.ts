import { inspectEngine } from "../../emulator/host/docker-engine.ts";
import { sweep } from "../../emulator/local/sweep.ts";

/** Removes what processes that are gone left in the engine; how many things. Without an engine there is nothing. */
export async function sweepLeftovers(): Promise<number> {
  const state = await inspectEngine();
  return state.status === "ready" ? sweep(state.engine.docker) : 0;
}
