import type { EcsProperties, EcsTaskProperties, TaskContainerProperties } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import { checkTaskRequirement } from "../job/check-requirement.ts";
import { defaultContainerName } from "../job/default-container-name.ts";
import { jobErrors } from "../job/errors.ts";
import { architectureOf, type Capability } from "../job/platform.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import { canonicalTask } from "./canonical-task.ts";
import { checkParts } from "./check-container.ts";
import { checkTaskDependencies } from "./check-task-dependencies.ts";
import { checkVolumes } from "./check-volumes.ts";
import type { DefinedTask } from "./defined-task.ts";
import { taskErrors } from "./task-errors.ts";

type Task = Validated<EcsTaskProperties>;
type Container = Validated<TaskContainerProperties>;

/** The task of `ecsProperties` as it is shown (API reference, EcsProperties and what is below it). */
export function checkTask(
  { taskProperties }: Validated<EcsProperties>,
  capability: Capability = "EC2",
): DefinedTask {
  const [task] = taskProperties;
  if (!task || taskProperties.length !== 1) throw taskErrors.oneTask(taskProperties.length);
  if (task.containers.length < 1 || task.containers.length > 10) throw taskErrors.containers();
  const containers = task.containers.map((container) => ({
    ...container,
    name: container.name ?? defaultContainerName,
    essential: container.essential ?? true,
  }));
  for (const { name } of containers) {
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) throw taskErrors.containerName(name);
  }
  if (new Set(containers.map(({ name }) => name)).size < containers.length) throw taskErrors.unique();
  if (!containers.some(({ essential }) => essential)) throw taskErrors.essential();
  const dependencies = checkTaskDependencies(containers);
  checkShared(task, capability);
  for (const container of containers) checkContainer(container, task, capability);
  checkTaskRequirement(containers, capability);
  return canonicalTask(
    {
      ...task,
      containers: containers.map((one) => ({ ...one, dependsOn: dependencies.get(one.name) ?? [] })),
    },
    capability,
  );
}

/** What the containers have in common. */
function checkShared(task: Task, capability: Capability): void {
  const { pidMode, ipcMode, networkMode, platformVersion } = task;
  if (pidMode !== undefined && !["host", "task"].includes(pidMode)) throw taskErrors.pidMode(pidMode);
  if (ipcMode !== undefined && !["host", "task", "none"].includes(ipcMode)) throw taskErrors.ipcMode(ipcMode);
  if (capability === "FARGATE") {
    if (ipcMode !== undefined) throw jobErrors.notForFargate("ipcMode");
    // ECS API reference, TaskDefinition, pidMode: "On Fargate for Linux containers, the only valid value is task".
    if (pidMode === "host") throw jobErrors.notForFargate("pidMode host");
  } else if (platformVersion !== undefined) {
    throw resourceErrors.invalid(`platformVersion not applicable for ${capability}.`);
  }
  if (networkMode !== undefined) {
    if (capability !== "MANAGED_INSTANCES") {
      throw resourceErrors.invalid(`networkMode not applicable for ${capability}.`);
    }
    if (networkMode !== "host")
      throw resourceErrors.invalid(`networkMode must be host, given ${networkMode}`);
  }
  checkVolumes(task);
  architectureOf(task, capability);
}

function checkContainer(container: Container, task: Task, capability: Capability): void {
  const { firelensConfiguration, startTimeout, stopTimeout } = container;
  if (firelensConfiguration) {
    throw resourceErrors.notYetLocal("firelensConfiguration", "Use the log driver awslogs.");
  }
  const { volumes, executionRoleArn, networkConfiguration, ephemeralStorage, platformVersion } = task;
  const fargatePlatformConfiguration = platformVersion === undefined ? undefined : { platformVersion };
  // "With the exception of the nofile resource limit parameter" (TaskContainerProperties, ulimits, of Fargate).
  const ulimits = container.ulimits?.filter(({ name }) => name !== "nofile");
  checkParts(
    {
      ...container,
      ulimits,
      volumes,
      executionRoleArn,
      networkConfiguration,
      ephemeralStorage,
      fargatePlatformConfiguration,
    },
    capability,
  );
  // "The minimum value is 2 seconds and the maximum value for Fargate is 120 seconds" (TaskContainerProperties).
  const longest = capability === "FARGATE" ? 120 : 2_147_483_647;
  checkRange("startTimeout", startTimeout, 2, longest);
  checkRange("stopTimeout", stopTimeout, 2, longest);
}
