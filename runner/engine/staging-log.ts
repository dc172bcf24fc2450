import type { Staging, StagingStep } from "../../contract/staging.ts";

/** Seconds and bytes of what is done so that runs can run. */
export interface StagingLog {
  /** Times an action, also one that fails; `bytesOf` what it gave. */
  time<Value>(
    step: StagingStep,
    action: () => Promise<Value>,
    bytesOf?: (value: Value) => number,
  ): Promise<Value>;
  /** `undefined` where nothing was done. */
  total(): Staging | undefined;
}

export function createStagingLog(seconds: () => number = () => performance.now() / 1000): StagingLog {
  const done = new Map<StagingStep, { times: number; seconds: number; bytes: number | null }>();
  return {
    time: async (step, action, bytesOf) => {
      const start = seconds();
      const entry = done.get(step) ?? { times: 0, seconds: 0, bytes: null };
      done.set(step, entry);
      entry.times++;
      try {
        const value = await action();
        if (bytesOf) entry.bytes = (entry.bytes ?? 0) + bytesOf(value);
        return value;
      } finally {
        entry.seconds += seconds() - start;
      }
    },
    total: () =>
      done.size === 0
        ? undefined
        : {
            steps: [...done].map(([step, of]) => ({ step, ...of })),
            seconds: [...done.values()].reduce((sum, of) => sum + of.seconds, 0),
          },
  };
}
