import type { OperationInput } from "../../model/operation-types.ts";
import type { ArnMaker } from "../arns.ts";
import { checkMainNode } from "../job-definition/check-nodes.ts";
import type { DefinedNodes } from "../job-definition/defined-nodes.ts";
import { rangeOf, readRange } from "../job-definition/node-ranges.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkEnvironment } from "./check-environment.ts";
import { checkRequirement } from "./check-requirement.ts";
import type { Job, NodeGroup } from "./job.ts";
import { resolveTask, type ResolvedTask } from "./resolve-task.ts";

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
  for (const { targetNodes, containerOverrides, ecsPropertiesOverride, eksPropertiesOverride } of over) {
    readRange(targetNodes, numNodes);
    checkEnvironment(containerOverrides?.environment);
    if (ecsPropertiesOverride || eksPropertiesOverride) {
      throw resourceErrors.notYetLocal("several containers in a node", "Use containerOverrides.");
    }
  }
  const nodes = Array.from({ length: numNodes }, (_, index): ResolvedTask => {
    const range = rangeOf(defined.nodeRangeProperties, index, numNodes);
    if (!range) throw resourceErrors.invalid(`nodeRangeProperties must describe every node, not ${index}`);
    const given = rangeOf(over, index, numNodes);
    return resolveTask(range.container, given?.containerOverrides, parameters, (merged) => {
      const [instanceType = merged.instanceType] = given?.instanceTypes ?? range.instanceTypes ?? [];
      return { ...checkRequirement(merged), ...(instanceType !== undefined && { instanceType }) };
    });
  });
  return { properties: { ...defined, numNodes }, nodes };
}

/** "There must be at least one node range in your job definition that has an open upper boundary." */
function checkNumber({ mainNode, nodeRangeProperties }: DefinedNodes, numNodes: number): void {
  checkRange("numNodes", numNodes, 1, 1000);
  checkMainNode(mainNode, numNodes);
  if (!nodeRangeProperties.some(({ targetNodes }) => targetNodes.endsWith(":"))) {
    throw resourceErrors.invalid(
      "numNodes can be overridden only where a node range has an open upper boundary",
    );
  }
}

/** Makes the jobs of the nodes. Only the main node's end counts, and so only it is retried and timed. */
export function spawnNodes(
  parent: Job,
  { mainNode, children }: NodeGroup,
  nodes: readonly ResolvedTask[],
  nextSequence: () => number,
  arns: ArnMaker,
): void {
  const { timeout, ...job } = parent;
  nodes.forEach((resolved, index) => {
    const id = `${parent.id}#${index}`;
    const isMain = index === mainNode;
    children.push({
      ...job,
      ...resolved,
      id,
      arn: arns.job(id),
      sequence: nextSequence(),
      retryStrategy: isMain ? parent.retryStrategy : { attempts: 1 },
      ...(isMain && timeout !== undefined && { timeout }),
      status: "SUBMITTED",
      stops: [],
      attempts: [],
      nodes: { kind: "node", index, mainNode, numNodes: nodes.length, parent },
    });
  });
}
