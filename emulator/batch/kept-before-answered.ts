import type { State } from "../ports/state.ts";

// By their names; they change nothing.
const reading = /^(?:Describe|Get|List)/;

/**
 * What an operation changed is kept before its caller hears of it. While that is impossible (a full disk) operations that
 * change something are refused before they do: a client tries again, and each try would submit a job.
 */
export function keptBeforeAnswered<Api extends object>(api: Api, state: State): Api {
  const kept = Object.entries(api as Record<string, (input: never) => unknown>).map(([name, handle]) => [
    name,
    (input: never) => {
      if (reading.test(name)) return handle(input);
      state.commit();
      try {
        return handle(input);
      } finally {
        state.commit();
      }
    },
  ]);
  return Object.fromEntries(kept) as Api;
}
