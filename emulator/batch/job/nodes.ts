import { isDeepStrictEqual } from "node:util";
import { parseNodeRange } from "../../../contract/node-range.ts";
import type { OperationInput } from "../../model/operation-types.ts";
import type { ArnMaker } from "../arns.ts";
import { checkMainNode } from "../job-definition/check-nodes.ts";
import type { DefinedNodes, DefinedRange } from "../job-definition/defined-nodes.ts";
import { rangeOf, readRange } from "../job-definition/node-ranges.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkEnvironment } from "./check-environment.ts";
import { checkRequirement, checkTaskRequirement } from "./check-requirement.ts";
import { jobErrors } from "./errors.ts";
import type { Job, NodeGroup } from "./job.ts";
import { resolveContainer, resolveTask, type ResolvedTask } from "./resolve-task.ts";

type Overrides = OperationInput<"SubmitJob">["nodeOverrides"];

/** The number of nodes and what each of them runs, with the overrides of a submission (API reference, NodeOverrides). */
export function resolveNodes(
  defined: DefinedNodes,
  overrides: Overrides,
  parameters: Readonly<Record<string, string>>,
): { readonly properties: DefinedNodes; readonly nodes: readonly ResolvedTask[] } {
  const numNodes = overrides?.numNodes ?? defined.numNodes;
  if (overrides?.numNodes !== undefined) checkNumber(defined, overrides.numNodes);
  const over = overrides?.nodePropertyOverrides ?? [];
  for (const { targetNodes, containerOverrides, eksPropertiesOverride } of over) {
    checkTarget(targetNodes, defined, numNodes);
    checkEnvironment(containerOverrides?.environment);
    if (eksPropertiesOverride) {
      throw resourceErrors.notYetLocal("a pod in a node", "Use containerOverrides or ecsPropertiesOverride.");
    }
  }
  const nodes = Array.from({ length: numNodes }, (_, index): ResolvedTask => {
    const range = rangeOf(defined.nodeRangeProperties, index, numNodes);
    if (!range) throw resourceErrors.invalid(`nodeRangeProperties must describe every node, not ${index}`);
    return resolveNode(range, rangeOf(over, index, numNodes), parameters);
  });
  return { properties: { ...defined, numNodes }, nodes };
}

function resolveNode(
  range: DefinedRange,
  given: NonNullable<NonNullable<Overrides>["nodePropertyOverrides"]>[number] | undefined,
  parameters: Readonly<Record<string, string>>,
): ResolvedTask {
  const [chosen] = given?.instanceTypes ?? range.instanceTypes ?? [];
  const on = (instanceType = chosen) => (instanceType === undefined ? {} : { instanceType });
  if (range.ecsProperties) {
    if (given?.containerOverrides) {
      throw resourceErrors.invalid("containerOverrides is not for nodes of ecsProperties");
    }
    const [task] = range.ecsProperties.taskProperties;
    return resolveTask(task, given?.ecsPropertiesOverride, parameters, (containers) => ({
      ...checkTaskRequirement(containers),
      ...on(),
    }));
  }
  if (given?.ecsPropertiesOverride) {
    throw resourceErrors.invalid("ecsPropertiesOverride is only for nodes of ecsProperties");
  }
  return resolveContainer(range.container, given?.containerOverrides, parameters, (merged) => ({
    ...checkRequirement(merged),
    ...on(chosen ?? merged.instanceType),
  }));
}

/** "There must be at least one node range in your job definition that has an open upper boundary." */
function checkNumber({ mainNode, nodeRangeProperties }: DefinedNodes, numNodes: number): void {
  checkRange("numNodes", numNodes, 1, 1000);
  checkMainNode(mainNode, numNodes);
  if (!nodeRangeProperties.some(({ targetNodes }) => targetNodes.endsWith(":"))) {
    throw jobErrors.numNodesFixed();
  }
}

/** An override is for a range that the definition has. That ":1" and "0:1" are one range is ours. */
function checkTarget(targetNodes: string, { nodeRangeProperties }: DefinedNodes, numNodes: number): void {
  const target = readRange(targetNodes, numNodes);
  const matches = nodeRangeProperties.some((range) =>
    isDeepStrictEqual(parseNodeRange(range.targetNodes, numNodes), target),
  );
  if (!matches) throw jobErrors.nonMatchingTargets(targetNodes);
}

/** Makes the jobs of the nodes. Only the main node's end counts, and so only it is retried and timed. */
export function spawnNodes(
  parent: Job,
  { mainNode, children }: NodeGroup,
  nodes: readonly ResolvedTask[],
  nextSequence: () => number,
  arns: ArnMaker,
): void {
  const { timeout, retryStrategy, ...job } = parent;
  nodes.forEach((resolved, index) => {
    const id = `${parent.id}#${index}`;
    const isMain = index === mainNode;
    children.push({
      ...job,
      ...resolved,
      id,
      arn: arns.job(id),
      sequence: nextSequence(),
      ...(isMain && { ...(retryStrategy && { retryStrategy }), ...(timeout && { timeout }) }),
      status: "SUBMITTED",
      stops: [],
      attempts: [],
      nodes: { kind: "node", index, mainNode, numNodes: nodes.length, parent },
    });
  });
}
