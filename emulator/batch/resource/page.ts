import { BatchClientError } from "../../ports/batch-api.ts";

export interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface Page<Item> {
  readonly items: Item[];
  readonly nextToken?: string;
}

/**
 * One page of `items`. The token names the last item that was given, not a position, so that what is added or removed
 * between two pages neither repeats nor hides anything. `rank` falls or rises strictly along `items`.
 */
export function page<Item>(
  items: Iterable<Item>,
  { maxResults, nextToken }: PageRequest,
  limit: number,
  rank: (item: Item) => number,
  order: "rising" | "falling" = "rising",
): Page<Item> {
  const size = pageSize(maxResults, limit);
  const after = nextToken === undefined ? undefined : parseToken(nextToken);
  const found: Item[] = [];
  for (const item of items) {
    if (after !== undefined && (order === "rising" ? rank(item) <= after : rank(item) >= after)) continue;
    if (found.length === size) {
      const last = found.at(-1);
      return last === undefined ? { items: found } : { items: found, nextToken: token(rank(last)) };
    }
    found.push(item);
  }
  return { items: found };
}

function pageSize(asked: number | undefined, limit: number): number {
  if (asked === undefined) return limit;
  if (!Number.isInteger(asked) || asked < 1) {
    throw new BatchClientError(`maxResults must be at least 1, given ${asked}`);
  }
  return Math.min(asked, limit);
}

const token = (rank: number): string => Buffer.from(`after:${rank}`).toString("base64url");

function parseToken(text: string): number {
  const found = /^after:(-?\d+)$/.exec(Buffer.from(text, "base64url").toString())?.[1];
  if (found === undefined) throw new BatchClientError("Invalid nextToken");
  return Number(found);
}
