import type { Capability } from "../job/platform.ts";
import { canonicalParts } from "./canonical-container.ts";
import type { DefinedTask } from "./defined-task.ts";

/**
 * A task as Batch keeps and shows it. What is normal is what terraform-provider-aws takes for no difference
 * (ecs_properties.go), as with {@link canonicalContainer}.
 */
export function canonicalTask(given: DefinedTask, capability: Capability): DefinedTask {
  return {
    ...given,
    volumes: given.volumes ?? [],
    ...(capability === "FARGATE" && { platformVersion: given.platformVersion ?? "LATEST" }),
    containers: given.containers.map((container) => ({ ...container, ...canonicalParts(container) })),
  };
}
