import type { TaskContainerDependency } from "@aws-sdk/client-batch";
import { dependencyConditions, type DefinedDependency } from "./defined-task.ts";
import { taskErrors } from "./task-errors.ts";

interface Container {
  readonly name: string;
  readonly essential: boolean;
  readonly dependsOn?: readonly TaskContainerDependency[] | undefined;
}

/** What each container of a task waits for, by its name; an error where it could wait for ever. */
export function checkTaskDependencies(
  containers: readonly Container[],
): ReadonlyMap<string, DefinedDependency[]> {
  const byName = new Map(containers.map((container) => [container.name, container]));
  const read = new Map(
    containers.map(({ name, dependsOn = [] }) => [name, dependsOn.map((one) => readDependency(one, byName))]),
  );
  const circle = findCircle(read);
  if (circle) throw taskErrors.circle(circle);
  return read;
}

function readDependency(
  { containerName = "", condition: given = "" }: TaskContainerDependency,
  containers: ReadonlyMap<string, Container>,
): DefinedDependency {
  if (containers.size === 1) throw taskErrors.dependencyOfOne();
  const condition = dependencyConditions.find((one) => one === given);
  if (!condition) throw taskErrors.condition(given);
  const target = containers.get(containerName);
  if (!target) throw taskErrors.unknownContainer(containerName);
  if (condition !== "START" && target.essential) throw taskErrors.endOfEssential(condition);
  return { containerName, condition };
}

/** The names along a circle, the first again at the end. */
function findCircle(dependencies: ReadonlyMap<string, readonly DefinedDependency[]>): string[] | undefined {
  const done = new Set<string>();
  function from(name: string, path: readonly string[]): string[] | undefined {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const { containerName } of dependencies.get(name) ?? []) {
      const found = from(containerName, [...path, name]);
      if (found) return found;
    }
    done.add(name);
    return undefined;
  }
  for (const name of dependencies.keys()) {
    const found = from(name, []);
    if (found) return found;
  }
  return undefined;
}
