import { z } from "zod";
import { decodeToken, encodeToken } from "./page-token.ts";

/** Members of every operation that lists. */
export const listPage = { nextToken: z.string().optional(), limit: z.int().min(1).max(50).default(50) };

/** One page of a list. */
export function pageOf<Item>(
  all: readonly Item[],
  { nextToken, limit }: { readonly nextToken?: string | undefined; readonly limit: number },
): { readonly items: Item[]; readonly nextToken: string | undefined } {
  const from = nextToken === undefined ? 0 : Number(decodeToken(nextToken, "list")[0]);
  const more = from + limit < all.length;
  return {
    items: all.slice(from, from + limit),
    nextToken: more ? encodeToken("list", [from + limit]) : undefined,
  };
}
