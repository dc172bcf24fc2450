import { inspectEngine } from "../../host/docker-engine.ts";
import { sweep } from "../../host/ownership/sweep-all.ts";
import { createHostSlots } from "../batch/scheduler/pass/host-slots.ts";
import { createDockerExecutor } from "../executor/docker-executor.ts";
import { engineCapacity } from "../executor/engine-capacity.ts";
import { removeStrays } from "../local/remove-strays.ts";
import { thisMachine } from "../local/this-machine.ts";
import type { LocalBatchOptions } from "./local-batch.ts";
import type { Machine } from "./machine.ts";

/** Runs jobs as containers of the engine that the `docker` command would use. */
export async function dockerMachine({
  owner,
  jobEnvironment = {},
  network,
  labels = {},
}: Pick<LocalBatchOptions, "jobEnvironment" | "network" | "labels"> & {
  /** Of the containers, in their label. */
  readonly owner: string;
}): Promise<Machine> {
  const state = await inspectEngine();
  if (state.status !== "ready") throw state.error;
  const { docker } = state.engine;
  const capacity = await engineCapacity(docker);
  const executor = createDockerExecutor({
    docker,
    host: capacity,
    owner,
    labels,
    ...(network === undefined ? {} : { network }),
    resolveImage: (image) => Promise.resolve(image),
    jobEnvironment: ({ region }) =>
      Promise.resolve({ AWS_REGION: region, AWS_DEFAULT_REGION: region, ...jobEnvironment }),
  });
  return {
    executor,
    host: createHostSlots(capacity),
    unmanaged: [thisMachine(capacity)],
    removeStrays: (isUnderWay) => removeStrays(docker, owner, { isUnderWay }),
    close: async () => {
      await executor.close();
      // Volumes that stood for host paths of an instance go with it.
      await sweep(docker, (other) => other !== owner);
    },
  };
}
