import { blocks, strings, type Attributes } from "../deployment/attributes.ts";
import type { Element } from "../deployment/deployment.ts";
import { isUndetermined } from "../deployment/unknown.ts";

/** Containers of a job definition that run together on one instance, with keys in lower case, as the provider takes any. */
export interface JobPlace {
  readonly containers: readonly Attributes[];
  /** Volumes of the instance that they may mount. */
  readonly volumes: readonly Attributes[];
  /** What the place has for all of its containers: roles of a task. */
  readonly roles: readonly unknown[];
  /** The instance type that a range of nodes asks for. */
  readonly instanceTypes: readonly string[];
}

/**
 * Where the containers of a job run: one place for a single job, one for each range of nodes of a multi-node job.
 * `undefined` where the definition does not say, or not in a way that can be read.
 */
export function jobPlaces({ attributes }: Element): readonly JobPlace[] | undefined {
  const given = ["container_properties", "node_properties", "ecs_properties", "eks_properties"].filter(
    (key) => attributes[key] !== undefined && attributes[key] !== null,
  );
  const [key, ...others] = given;
  const properties = key === undefined ? undefined : parsed(attributes[key]);
  if (!properties || others.length > 0) return undefined;
  if (key === "container_properties") return [placeOf(properties)];
  if (key === "ecs_properties") return blocks(properties["taskproperties"]).map(taskPlace);
  if (key === "node_properties") return nodePlaces(properties);
  return undefined;
}

export interface JobNodes {
  /** `undefined` where it is not a number. */
  readonly count: number | undefined;
  readonly main: number | undefined;
  /** As given: `0:1`, `2:`. */
  readonly ranges: readonly string[];
}

/** How a job of several nodes is laid out; `undefined` for any other job. */
export function jobNodes({ attributes }: Element): JobNodes | undefined {
  const given = attributes["node_properties"];
  if (given === undefined || given === null) return undefined;
  const properties = parsed(given) ?? {};
  const natural = (value: unknown) =>
    typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
  return {
    count: natural(properties["numnodes"]),
    main: natural(properties["mainnode"]),
    ranges: blocks(properties["noderangeproperties"]).map(({ targetnodes }) => String(targetnodes)),
  };
}

function placeOf(container: Attributes): JobPlace {
  return {
    containers: [container],
    volumes: blocks(container["volumes"]),
    roles: [],
    instanceTypes: strings(container["instancetype"]),
  };
}

const taskPlace = (task: Attributes): JobPlace => ({
  containers: blocks(task["containers"]),
  volumes: blocks(task["volumes"]),
  roles: [task["taskrolearn"], task["executionrolearn"]],
  instanceTypes: [],
});

function nodePlaces(properties: Attributes): JobPlace[] | undefined {
  const ranges = blocks(properties["noderangeproperties"]);
  const places = ranges.flatMap((range) => [
    ...blocks(range["container"]).map(placeOf),
    ...blocks(range["ecsproperties"]).flatMap((ecs) => blocks(ecs["taskproperties"]).map(taskPlace)),
  ]);
  const typed = places.map((place) => ({
    ...place,
    instanceTypes: [...place.instanceTypes, ...ranges.flatMap((range) => strings(range["instancetypes"]))],
  }));
  return places.length < ranges.length || ranges.length === 0 ? undefined : typed;
}

/** Properties are given as text of JSON; a literal block is taken as well. */
function parsed(value: unknown): Attributes | undefined {
  if (typeof value !== "string") return blocks(lowered(value))[0];
  if (isUndetermined(value) && !value.startsWith("{")) return undefined;
  try {
    return blocks(lowered(JSON.parse(value)))[0];
  } catch {
    return undefined;
  }
}

function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), lowered(item)]));
}
