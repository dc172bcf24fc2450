import type { BatchApi } from "../ports/batch-api.ts";
import type { State } from "../ports/state.ts";

// By their names; they change nothing.
const reading = /^(?:Describe|Get|List)/;

type Handle = (input: never) => unknown;

/**
 * While nothing can be kept (a full disk) operations that change something are refused before they do: a client tries
 * again, and each try would submit a job.
 */
export const refusedWhileUnkept = <Api extends object>(api: Api, state: State): Api =>
  changing(api, (handle) => (input) => {
    state.requireKept();
    return handle(input);
  }) as Api;

/** What an operation changed is kept before its caller hears of it: with all that others change at the same time. */
export const keptBeforeAnswered = (api: BatchApi, state: State): BatchApi =>
  changing(api, (handle) => async (input) => {
    try {
      return await handle(input);
    } finally {
      await state.committed();
    }
  });

function changing(api: object, wrapped: (handle: Handle) => Handle): object {
  const handlers = Object.entries(api as Record<string, Handle>);
  return Object.fromEntries(
    handlers.map(([name, handle]) => [name, reading.test(name) ? handle : wrapped(handle)]),
  );
}
