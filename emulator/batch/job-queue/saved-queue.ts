import type { ComputeEnvironment } from "../compute-environment/compute-environment.ts";
import type { StateKind } from "../../ports/state.ts";
import type { ResourceStore } from "../resource/resource-store.ts";
import type { ServiceEnvironment } from "../service-environment/service-environment.ts";
import type { JobQueue } from "./job-queue.ts";

interface SavedPlace {
  readonly order: number;
  readonly environment: string;
}

interface SavedQueue extends Omit<JobQueue, "environmentOrder" | "serviceOrder"> {
  readonly environmentOrder: readonly SavedPlace[];
  readonly serviceOrder?: readonly SavedPlace[];
}

type Environments<Item> = Pick<ResourceStore<Item>, "find">;

export const savedQueue = (
  environments: Environments<ComputeEnvironment>,
  serviceEnvironments: Environments<ServiceEnvironment>,
): StateKind<JobQueue, SavedQueue> => ({
  kind: "job-queue",
  save: ({ environmentOrder, serviceOrder, ...rest }) => ({
    ...rest,
    environmentOrder: savedOrder(environmentOrder),
    ...(serviceOrder && { serviceOrder: savedOrder(serviceOrder) }),
  }),
  load: ({ environmentOrder, serviceOrder, ...rest }) => ({
    ...rest,
    environmentOrder: loadedOrder(environmentOrder, environments),
    ...(serviceOrder && { serviceOrder: loadedOrder(serviceOrder, serviceEnvironments) }),
  }),
});

const savedOrder = (
  places: readonly { readonly order: number; readonly environment: { readonly arn: string } }[],
): SavedPlace[] => places.map(({ order, environment }) => ({ order, environment: environment.arn }));

/** None is missing: an environment that a queue names cannot be deleted. */
const loadedOrder = <Item>(places: readonly SavedPlace[], environments: Environments<Item>) =>
  places.flatMap(({ order, environment: arn }) => {
    const environment = environments.find(arn);
    return environment ? [{ order, environment }] : [];
  });
