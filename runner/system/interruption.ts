/** SIGTERM and SIGINT. AWS Batch sends SIGTERM and, 30 s later, SIGKILL. */
export interface Interruption {
  /** Aborted by the first signal; its `reason` is the signal's name. */
  readonly requested: AbortSignal;
  /** Aborted by the second: end at once. */
  readonly immediate: AbortSignal;
}

const signals = ["SIGTERM", "SIGINT"] as const;

/** `endAtOnce` is called after everyone who listens to `immediate` was told. */
export function watchSignals(
  from: Pick<NodeJS.Process, "on">,
  { onFirst, endAtOnce }: { onFirst: (signal: NodeJS.Signals) => void; endAtOnce: () => void },
): Interruption {
  const requested = new AbortController();
  const immediate = new AbortController();
  for (const signal of signals) {
    from.on(signal, () => {
      if (requested.signal.aborted) {
        immediate.abort(signal);
        endAtOnce();
      } else {
        onFirst(signal);
        requested.abort(signal);
      }
    });
  }
  return { requested: requested.signal, immediate: immediate.signal };
}
