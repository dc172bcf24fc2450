import { createBatch } from "../../emulator/batch/create-batch.ts";
import { createSimulatedExecutor } from "../../emulator/executor/simulated-executor.ts";
import { createVirtualClock } from "../../emulator/executor/virtual-clock.ts";
import { emptyStack } from "../../emulator/local/local-regions.ts";

/** The operations that the local AWS Batch has, asked of one that runs nothing. */
export function localOperations(): string[] {
  const clock = createVirtualClock();
  const { api } = createBatch({
    stack: emptyStack("us-east-1", "123456789012"),
    executor: createSimulatedExecutor(clock, () => ({ durationMs: 0 })),
    logs: { openGroup: () => false, createStream: () => {}, write: () => {}, lastLines: () => ({}) },
    clock,
  });
  return Object.keys(api);
}
