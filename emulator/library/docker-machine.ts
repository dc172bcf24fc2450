import { connectDocker } from "../../host/connect-docker.ts";
import { resolveDockerEndpoint } from "../../host/docker-endpoint.ts";
import { createHostSlots } from "../batch/scheduler/pass/host-slots.ts";
import { createDockerExecutor } from "../executor/docker-executor.ts";
import { engineCapacity } from "../executor/engine-capacity.ts";
import { removeStrays } from "../local/remove-strays.ts";
import { thisMachine } from "../local/this-machine.ts";
import type { Machine } from "./machine.ts";

/** Runs jobs as containers of the engine that the `docker` command would use. */
export async function dockerMachine({
  owner,
  jobEnvironment,
}: {
  /** Of the containers, in their label. */
  readonly owner: string;
  readonly jobEnvironment: Readonly<Record<string, string>>;
}): Promise<Machine> {
  const docker = connectDocker(await resolveDockerEndpoint());
  const capacity = await engineCapacity(docker);
  const executor = createDockerExecutor({
    docker,
    host: capacity,
    owner,
    resolveImage: (image) => Promise.resolve(image),
    jobEnvironment: ({ region }) =>
      Promise.resolve({ AWS_REGION: region, AWS_DEFAULT_REGION: region, ...jobEnvironment }),
  });
  return {
    executor,
    host: createHostSlots(capacity),
    unmanaged: [thisMachine(capacity)],
    removeStrays: (isUnderWay) => removeStrays(docker, owner, { isUnderWay }),
    close: () => executor.close(),
  };
}
