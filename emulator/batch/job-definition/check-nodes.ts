import type { NodeProperties, NodeRangeProperty } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import { checkContainer } from "./check-container.ts";
import { checkTask } from "./check-task.ts";
import type { DefinedNodes, DefinedRange } from "./defined-nodes.ts";
import type { DefinedTask } from "./defined-task.ts";
import { rangeOf, readRange } from "./node-ranges.ts";

/** API reference, NodeProperties and NodeRangeProperty: up to 1,000 nodes, in up to five groups. */
export function checkNodes({
  numNodes,
  mainNode,
  nodeRangeProperties,
}: Validated<NodeProperties>): DefinedNodes {
  checkRange("numNodes", numNodes, 1, 1000);
  checkMainNode(mainNode, numNodes);
  if (nodeRangeProperties.length < 1 || nodeRangeProperties.length > 5) {
    throw resourceErrors.invalid(
      `nodeRangeProperties takes 1 to 5 groups of nodes, given ${nodeRangeProperties.length}`,
    );
  }
  const ranges = nodeRangeProperties.map((given): DefinedRange => {
    readRange(given.targetNodes, numNodes);
    if ((given.instanceTypes?.length ?? 0) > 1) throw resourceErrors.invalid("instanceTypes takes one type");
    return {
      targetNodes: given.targetNodes,
      // Shown also where none was given (terraform-provider-aws, TestAccBatchJobDefinition_NodeProperties_basic).
      instanceTypes: given.instanceTypes ?? [],
      ...checkWork(given),
    };
  });
  for (let node = 0; node < numNodes; node++) {
    if (!rangeOf(ranges, node, numNodes)) {
      throw resourceErrors.invalid(`nodeRangeProperties must describe every node, not ${node}`);
    }
  }
  return { numNodes, mainNode, nodeRangeProperties: ranges };
}

function checkWork({ container, ecsProperties, eksProperties }: Validated<NodeRangeProperty>) {
  if (eksProperties) throw resourceErrors.notYetLocal("a pod in a node", "Use container or ecsProperties.");
  if (ecsProperties) {
    if (container) throw resourceErrors.invalid("ecsProperties cannot be used with container");
    return { ecsProperties: { taskProperties: [checkTask(ecsProperties)] as [DefinedTask] } };
  }
  return { container: checkContainer(container, "EC2") };
}

export function checkMainNode(mainNode: number, numNodes: number): void {
  if (Number.isInteger(mainNode) && mainNode >= 0 && mainNode < numNodes) return;
  throw resourceErrors.invalid(`mainNode must be less than numNodes, given ${mainNode} of ${numNodes}`);
}
