import { resourceErrors } from "../resource/errors.ts";

/** Which nodes a range means; both ends included. */
export interface NodeRange {
  readonly from: number;
  readonly to: number;
}

/**
 * `targetNodes` for a job of so many nodes: "2", "0:3", ":3" and "3:" (API reference, NodeRangeProperty). An open end is
 * the last node.
 */
export function readRange(text: string, numNodes: number): NodeRange {
  const found = /^(\d*)(:?)(\d*)$/.exec(text);
  if (!found || text === "") throw invalid(text, numNodes);
  const [, first = "", colon = "", last = ""] = found;
  const from = first === "" ? 0 : Number(first);
  if (colon === "") return check({ from, to: from }, text, numNodes);
  return check({ from, to: last === "" ? numNodes - 1 : Number(last) }, text, numNodes);
}

function check(range: NodeRange, text: string, numNodes: number): NodeRange {
  if (range.from <= range.to && range.to < numNodes) return range;
  throw invalid(text, numNodes);
}

const invalid = (text: string, numNodes: number) =>
  resourceErrors.invalid(`targetNodes must be a range of nodes 0 to ${numNodes - 1}, given ${text}`);

/** What of `ranges` a node has: the last that means it, since a narrower one may follow ("0:10", "4:5"). */
export function rangeOf<Item extends { readonly targetNodes: string }>(
  ranges: readonly Item[],
  node: number,
  numNodes: number,
): Item | undefined {
  return ranges.findLast(({ targetNodes }) => {
    const { from, to } = readRange(targetNodes, numNodes);
    return from <= node && node <= to;
  });
}
