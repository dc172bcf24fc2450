import type { ComputeResource } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import type { StateKind } from "../../ports/state.ts";
import type { ComputeEnvironment } from "./compute-environment.ts";
import { computeResources, computeResourcesDetail } from "./compute-resources.ts";

interface SavedEnvironment extends Omit<ComputeEnvironment, "resources"> {
  readonly resources?: Validated<ComputeResource>;
}

/** Its resources are kept as they are shown: which types they mean is the catalogue's to say when they are read. */
export const savedEnvironment: StateKind<ComputeEnvironment, SavedEnvironment> = {
  kind: "compute-environment",
  save: ({ resources, ...rest }) => ({
    ...rest,
    ...(resources && { resources: computeResourcesDetail(resources) }),
  }),
  load: ({ resources, ...rest }) => ({
    ...rest,
    ...(resources && { resources: computeResources(resources) }),
  }),
};
