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
  wrapped(api, (handle, isReading) => {
    if (isReading) return handle;
    return (input) => {
      state.requireKept();
      return handle(input);
    };
  }) as Api;

/**
 * What an operation changed is kept before its caller hears of it, with all that others change at the same time. What
 * one reads is kept too before it is told, or a job that somebody has seen SUCCEEDED could be RUNNING after a crash; but
 * where nothing can be kept, one still sees how things stand.
 */
export function keptBeforeAnswered(api: BatchApi, state: State): BatchApi {
  return wrapped(api, (handle, isReading) => async (input) => {
    try {
      return await handle(input);
    } finally {
      const committed = state.committed();
      await (isReading ? committed.catch(() => {}) : committed);
    }
  });
}

function wrapped(api: object, wrap: (handle: Handle, isReading: boolean) => Handle): object {
  const handlers = Object.entries(api as Record<string, Handle>);
  return Object.fromEntries(handlers.map(([name, handle]) => [name, wrap(handle, reading.test(name))]));
}
