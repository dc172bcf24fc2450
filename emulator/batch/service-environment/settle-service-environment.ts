import type { BatchContext } from "../batch-context.ts";
import type { ServiceEnvironment } from "./service-environment.ts";

/** What was asked of an environment counts at once; after a while it is VALID again. */
export function settleServiceEnvironment(
  { afterTransition, serviceEnvironments, serviceScheduler }: BatchContext,
  environment: ServiceEnvironment,
): void {
  afterTransition(() => {
    serviceEnvironments.update(environment, { status: "VALID" });
    serviceScheduler.resourcesChanged();
  });
}
