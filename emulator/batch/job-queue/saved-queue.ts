import type { ComputeEnvironment } from "../compute-environment/compute-environment.ts";
import type { StateKind } from "../../ports/state.ts";
import type { ResourceStore } from "../resource/resource-store.ts";
import type { JobQueue } from "./job-queue.ts";

interface SavedQueue extends Omit<JobQueue, "environmentOrder"> {
  readonly environmentOrder: readonly { readonly order: number; readonly environment: string }[];
}

export const savedQueue = (
  environments: Pick<ResourceStore<ComputeEnvironment>, "find">,
): StateKind<JobQueue, SavedQueue> => ({
  kind: "job-queue",
  save: ({ environmentOrder, ...rest }) => ({
    ...rest,
    environmentOrder: environmentOrder.map(({ order, environment }) => ({
      order,
      environment: environment.arn,
    })),
  }),
  load: ({ environmentOrder, ...rest }) => ({
    ...rest,
    // None is missing: an environment that a queue names cannot be deleted.
    environmentOrder: environmentOrder.flatMap(({ order, environment: arn }) => {
      const environment = environments.find(arn);
      return environment ? [{ order, environment }] : [];
    }),
  }),
});
