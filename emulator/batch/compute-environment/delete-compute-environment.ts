import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { queuesOf } from "../job-queue/queues-of.ts";
import { resourceErrors } from "../resource/errors.ts";
import { isSettled } from "../resource/transition.ts";
import type { ComputeEnvironment } from "./compute-environment.ts";
import { environmentErrors } from "./errors.ts";

/** One that does not exist is taken for deleted, as the clean-up of every infrastructure tool expects. */
export function deleteComputeEnvironment(context: BatchContext): BatchHandler<"DeleteComputeEnvironment"> {
  const { environments, queues, scheduler, tags, afterTransition } = context;

  function leave(environment: ComputeEnvironment): void {
    scheduler.replaceInstances(environment, 0);
    afterTransition(() => {
      environments.remove(environment);
      tags.forget(environment.arn);
    });
  }

  // Begun before a restart.
  for (const environment of environments.all()) if (environment.status === "DELETING") leave(environment);

  return ({ computeEnvironment: reference }) => {
    const environment = environments.find(reference);
    if (!environment || environment.status === "DELETING") return {};
    if (!isSettled(environment.status)) throw resourceErrors.beingModified("delete");
    if (environment.state !== "DISABLED") {
      throw resourceErrors.notDisabled("compute environment", environment.name);
    }
    // A queue that is being deleted counts until it is gone (terraform-provider-aws#2044).
    if (queuesOf(environment, queues.all()).length > 0) throw environmentErrors.inUse();
    environments.update(environment, { status: "DELETING" });
    leave(environment);
    return {};
  };
}
