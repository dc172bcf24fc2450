import type { State } from "../ports/state.ts";

/** What an operation changed is kept before its caller hears of it. */
export function keptBeforeAnswered<Api extends object>(api: Api, state: State): Api {
  const kept = Object.entries(api as Record<string, (input: never) => unknown>).map(([name, handle]) => [
    name,
    (input: never) => {
      try {
        return handle(input);
      } finally {
        state.commit();
      }
    },
  ]);
  return Object.fromEntries(kept) as Api;
}
