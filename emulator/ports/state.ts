/**
 * What outlives the process, as a port: records by kind and key. What changes in one turn of the event loop is one
 * transaction, so that a pass of the scheduler is kept whole or not at all.
 */
export interface State {
  /** The records of one kind. */
  records(kind: string): Records;
  /** Keeps what has changed until now. Throws where that cannot be written. */
  commit(): void;
  /**
   * Resolves when what has changed in this turn is kept, with what others change in it: one transaction for all who wait.
   * Rejects where that cannot be written.
   */
  committed(): Promise<void>;
  /** Throws while what changed in turns before cannot be written. */
  requireKept(): void;
  /** Resolves when what has changed in this turn is kept, however long that takes. */
  saved(): Promise<void>;
}

export interface Records {
  /** In the order in which they were first put. */
  all(): Iterable<{ readonly key: string; readonly value: unknown }>;
  /** `save` gives the record, a value of JSON, when it is written: at the end of the turn, once however often it is put. */
  put(key: string, save: () => unknown): void;
  remove(key: string): void;
}

/** How things of one kind are kept: all that a new kind of state has to say. */
export interface StateKind<Item, Saved> {
  readonly kind: string;
  /** A value of JSON. */
  save(this: void, item: Item): Saved;
  load(this: void, saved: Saved): Item;
}

/** Keeps nothing: for simulations and tests. */
export const forgetful: State = {
  records: () => ({ all: () => [], put: () => {}, remove: () => {} }),
  commit: () => {},
  committed: () => Promise.resolve(),
  requireKept: () => {},
  saved: () => Promise.resolve(),
};
