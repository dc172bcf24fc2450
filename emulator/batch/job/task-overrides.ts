import type { EcsPropertiesOverride, TaskContainerOverrides } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkEnvironment } from "./check-environment.ts";
import { checkOverriddenCommand } from "./check-overridden-command.ts";

/**
 * `ecsPropertiesOverride` by the name of the container (API reference, TaskContainerOverrides). AWS's texts for what is
 * wrong with it are not known.
 */
export function overridesByContainer(
  { taskProperties = [] }: Validated<EcsPropertiesOverride> = {},
  containers: readonly { readonly name: string }[],
): ReadonlyMap<string, Validated<TaskContainerOverrides>> {
  // "This object is currently limited to one element" (API reference, EcsPropertiesOverride).
  if (taskProperties.length > 1) {
    throw resourceErrors.invalid(
      `ecsPropertiesOverride.taskProperties takes one task, given ${taskProperties.length}`,
    );
  }
  const names = containers.map(({ name }) => name);
  const byName = new Map<string, Validated<TaskContainerOverrides>>();
  for (const over of taskProperties[0]?.containers ?? []) {
    const { name = names.length === 1 ? names[0] : undefined } = over;
    if (name === undefined || !names.includes(name)) {
      throw resourceErrors.invalid(
        `ecsPropertiesOverride must name a container of the job definition (${names.join(", ")}), given ${name}`,
      );
    }
    if (byName.has(name)) throw resourceErrors.invalid(`ecsPropertiesOverride has container ${name} twice`);
    checkOverriddenCommand("ecsPropertiesOverride", over.command);
    checkEnvironment(over.environment);
    byName.set(name, over);
  }
  return byName;
}
