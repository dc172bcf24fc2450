import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { resourceErrors } from "../resource/errors.ts";
import { isSettled } from "../resource/transition.ts";
import { serviceEnvironmentErrors } from "./errors.ts";
import { queuesWith } from "./queues-with.ts";
import type { ServiceEnvironment } from "./service-environment.ts";

/** DISABLED first, and without a queue (API reference). One that does not exist is taken for deleted, as others are. */
export function deleteServiceEnvironment(context: BatchContext): BatchHandler<"DeleteServiceEnvironment"> {
  const { serviceEnvironments, queues, tags, afterTransition } = context;

  function leave(environment: ServiceEnvironment): void {
    afterTransition(() => {
      serviceEnvironments.remove(environment);
      tags.forget(environment.arn);
    });
  }

  // Begun before a restart.
  for (const environment of serviceEnvironments.all())
    if (environment.status === "DELETING") leave(environment);

  return ({ serviceEnvironment: reference }) => {
    const environment = serviceEnvironments.find(reference);
    if (!environment || environment.status === "DELETING") return {};
    if (!isSettled(environment.status)) throw resourceErrors.beingModified("delete");
    if (environment.state !== "DISABLED") {
      throw resourceErrors.notDisabled("service environment", environment.name);
    }
    if (queuesWith(environment, queues.all()).length > 0) throw serviceEnvironmentErrors.inUse();
    serviceEnvironments.update(environment, { status: "DELETING" });
    leave(environment);
    return {};
  };
}
