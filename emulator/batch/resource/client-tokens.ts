import type { Clock } from "../../ports/clock.ts";

/** "A clientToken is valid for 8 hours" (API reference, UpdateConsumableResource). */
const validMs = 8 * 3_600_000;

interface Tokened {
  readonly clientToken?: string | undefined;
}

/** The requests of one operation that were accepted with a `clientToken`; not kept over a restart. */
export interface ClientTokens {
  /**
   * Whether the same request, with the same token and an identical payload, was accepted before. Another payload with a
   * token that was used is another request.
   */
  isRepeated(request: Tokened): boolean;
  accepted(request: Tokened): void;
}

export function clientTokens(clock: Clock): ClientTokens {
  /** When each was accepted, in that order. */
  const accepted = new Map<string, number>();
  const keyOf = (request: Tokened) =>
    JSON.stringify(Object.entries(request).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return {
    isRepeated(request) {
      for (const [key, at] of accepted) {
        if (clock.now() - at < validMs) break;
        accepted.delete(key);
      }
      return Boolean(request.clientToken) && accepted.has(keyOf(request));
    },
    accepted(request) {
      if (request.clientToken) accepted.set(keyOf(request), clock.now());
    },
  };
}
