import { whileExecuting } from "../../ports/batch-api.ts";

/**
 * What a caller can do wrong with `ecsProperties`. The texts are AWS's as the rules of badmintoncryer/cdk-preflight quote
 * them (rules/batch/pf-batch-jd-ecs-*), but for those that are marked.
 */
export const taskErrors = {
  /** "This object is currently limited to one task element" (API reference, EcsProperties). AWS's text is not known. */
  oneTask: (given: number) => whileExecuting(`taskProperties takes one task, given ${given}`),
  containers: () => whileExecuting("Number of containers must be between 1 and 10"),
  /** ECS API reference, ContainerDefinition, name. AWS's text is not known. */
  containerName: (given: string) =>
    whileExecuting(
      `Container name must be up to 255 letters, digits, hyphens and underscores, given "${given}"`,
    ),
  unique: () => whileExecuting("Container names must be unique"),
  essential: () => whileExecuting("At least one container must be set as essential"),
  dependencyOfOne: () => whileExecuting("Container dependency can not be used in a single-container job."),
  condition: (given: string) =>
    whileExecuting(
      `TaskContainer dependency ${given} is not valid. Valid values are: [START, COMPLETE, SUCCESS]`,
    ),
  unknownContainer: (name: string) =>
    whileExecuting(`containerName ${name} must reference a defined container.`),
  endOfEssential: (condition: string) =>
    whileExecuting(
      `The container target of a dependency can not have condition ${condition} if the target is essential`,
    ),
  /** AWS's text is not known. */
  circle: (names: readonly string[]) =>
    whileExecuting(`Container dependencies must not form a circle, given ${names.join(" → ")}`),
  pidMode: (given: string) =>
    whileExecuting(`Capability ${given} is not valid. Valid capabilities: [host, task]`),
  ipcMode: (given: string) =>
    whileExecuting(`ipcMode ${given} is not valid. Valid values are: [host, task, none]`),
  containerPropertiesOnManagedInstances: () =>
    whileExecuting("Cannot use ECS containerProperties for MANAGED_INSTANCES"),
  nodesOnManagedInstances: () => whileExecuting("MANAGED_INSTANCES does not support MNP jobs"),
} as const;
