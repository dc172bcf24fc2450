import type { State } from "../ports/state.ts";

/** A state that keeps nothing more once `isOver`: timers of whoever had it may still go off. */
export function stateUntil(isOver: () => boolean, state: State): State {
  return {
    records(kind) {
      const records = state.records(kind);
      return {
        all: () => records.all(),
        put: (key, save) => {
          if (!isOver()) records.put(key, save);
        },
        remove: (key) => {
          if (!isOver()) records.remove(key);
        },
      };
    },
    commit: () => {
      if (!isOver()) state.commit();
    },
    committed: () => (isOver() ? Promise.resolve() : state.committed()),
    requireKept: () => {
      if (!isOver()) state.requireKept();
    },
    saved: () => state.saved(),
  };
}
