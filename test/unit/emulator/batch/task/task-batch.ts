import type { TaskContainerProperties } from "@aws-sdk/client-batch";
import type { SimulatedRun } from "../../../../../emulator/executor/simulated-executor.ts";
import type { OperationInput } from "../../../../../emulator/model/operation-types.ts";
import type { Validated } from "../../../../../emulator/model/validated.ts";
import type { AttemptRequest } from "../../../../../emulator/ports/executor.ts";
import { resources } from "../local-batch.ts";

type Container = Validated<TaskContainerProperties>;

export const container = (name: string, more: Partial<Container> = {}): Container => ({
  name,
  image: "image",
  command: ["run", name],
  resourceRequirements: resources(1, 512),
  ...more,
});

/** A container that waits for that one. */
export const waitsFor = (containerName: string, condition: string) => ({
  dependsOn: [{ containerName, condition }],
});

/** A definition "job" of a task. */
export const taskDefinition = (
  containers: Container[],
  task: object = {},
  more: Partial<OperationInput<"RegisterJobDefinition">> = {},
): OperationInput<"RegisterJobDefinition"> => ({
  jobDefinitionName: "job",
  type: "container",
  ecsProperties: { taskProperties: [{ containers, ...task }] },
  ...more,
});

/** How simulated containers go, by their names; default: for a second, with exit code 0. */
export const byContainer =
  (runs: Readonly<Record<string, Partial<SimulatedRun> & { readonly exitCode?: number }>>) =>
  ({ inTask }: AttemptRequest): SimulatedRun => {
    const { exitCode = 0, ...run } = runs[inTask?.name ?? "default"] ?? {};
    return {
      durationMs: 1000,
      outcome: { exitCode, statusReason: "Essential container in task exited" },
      ...run,
    };
  };
