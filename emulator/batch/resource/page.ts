import { BatchClientError } from "../../ports/batch-api.ts";

export interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface Page<Item> {
  readonly items: Item[];
  readonly nextToken?: string;
}

/** How many a page has: what is returned where nothing is asked, and the greatest that may be asked for. */
export interface PageLimit {
  readonly most: number;
  /** What is done with a greater `maxResults`. */
  readonly beyond: "refused" | "cut";
}

/**
 * "This value can be between 1 and 100" (API reference, `maxResults` of every Describe and List operation but ListJobs).
 * What AWS does with 101 is not documented. It is refused here: what is sent within the limits is right on AWS either
 * way, and a page of 100 for 500 would be taken for all there is by a client that reads no token.
 */
export const pageOf100: PageLimit = { most: 100, beyond: "refused" };

/**
 * One page of `items`. The token names the last item that was given, not a position, so that what is added or removed
 * between two pages neither repeats nor hides anything. `rank` falls or rises strictly along `items`.
 */
export function page<Item>(
  items: Iterable<Item>,
  { maxResults, nextToken }: PageRequest,
  limit: PageLimit,
  rank: (item: Item) => number,
  order: "rising" | "falling" = "rising",
): Page<Item> {
  const size = pageSize(maxResults, limit);
  // An empty token begins at the start, as public scripts send it: FredHutch's dashboard for AWS Batch.
  const after = nextToken === undefined || nextToken === "" ? undefined : parseToken(nextToken);
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

function pageSize(asked: number | undefined, { most, beyond }: PageLimit): number {
  if (asked === undefined) return most;
  if (!Number.isInteger(asked) || asked < 1 || (beyond === "refused" && asked > most)) {
    const allowed = beyond === "refused" ? `between 1 and ${most}` : "at least 1";
    throw new BatchClientError(`maxResults must be ${allowed}, given ${asked}`);
  }
  return Math.min(asked, most);
}

const token = (rank: number): string => Buffer.from(`after:${rank}`).toString("base64url");

function parseToken(text: string): number {
  const found = /^after:(-?\d+)$/.exec(Buffer.from(text, "base64url").toString())?.[1];
  if (found === undefined) throw new BatchClientError("Invalid nextToken");
  return Number(found);
}
