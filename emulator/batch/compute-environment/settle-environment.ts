import type { BatchContext } from "../batch-context.ts";
import type { ComputeEnvironment } from "./compute-environment.ts";

/** What was asked of an environment counts at once; after a while it is VALID again. */
export function settleEnvironment(
  { afterTransition, scheduler, environments }: BatchContext,
  environment: ComputeEnvironment,
): void {
  scheduler.resourcesChanged();
  afterTransition(() => {
    environments.update(environment, { status: "VALID", statusReason: "ComputeEnvironment Healthy" });
    scheduler.resourcesChanged();
  });
}
