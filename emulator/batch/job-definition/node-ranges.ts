import { parseNodeRange, type NodeRange } from "../../../contract/node-range.ts";
import { resourceErrors } from "../resource/errors.ts";

/** `targetNodes` of a job of so many nodes, or an error. */
export function readRange(text: string, numNodes: number): NodeRange {
  const range = parseNodeRange(text, numNodes);
  if (range) return range;
  throw resourceErrors.invalid(`targetNodes must be a range of nodes 0 to ${numNodes - 1}, given ${text}`);
}

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
