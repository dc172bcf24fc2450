/** Which nodes of a multi-node job a range means; both ends included. */
export interface NodeRange {
  readonly from: number;
  readonly to: number;
}

/**
 * `targetNodes` for a job of so many nodes: "2", "0:3", ":3" and "3:" (AWS Batch API reference, NodeRangeProperty). An
 * open end is the last node. `undefined` for what is no range of these nodes.
 */
export function parseNodeRange(text: string, numNodes: number): NodeRange | undefined {
  const [, first, colon, last] = /^(\d*)(:?)(\d*)$/.exec(text) ?? [];
  if (text === "" || first === undefined) return undefined;
  const from = Number(first);
  const to = colon === "" ? from : last === "" ? numNodes - 1 : Number(last);
  return from <= to && to < numNodes ? { from, to } : undefined;
}
