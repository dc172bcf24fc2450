import type { Machine } from "./environment/observe-environment.ts";
import type { AttemptStore } from "./store/attempt-store.ts";
import type { Interruption } from "./system/interruption.ts";
import type { Journal } from "./system/journal.ts";

/** Everything outside the runner. */
export interface Ports {
  readonly env: NodeJS.ProcessEnv;
  readonly machine: Machine;
  readonly journal: Journal;
  readonly interruption: Interruption;
  readonly now: () => Date;
  readonly readObject: (url: { bucket: string; key: string }) => Promise<string>;
  readonly openStore: (outputPath: string, attempt: string) => Promise<AttemptStore>;
  /** Bytes that can still be written below a directory. */
  readonly freeBytes: (directory: string) => Promise<number>;
  readonly runnerVersion: string;
  readonly graceMs: number;
}
