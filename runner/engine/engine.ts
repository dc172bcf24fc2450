import type { InputState } from "../../contract/input-state.ts";
import type { Observed } from "../../contract/observed.ts";
import type { Sample } from "../../contract/result.ts";
import type { SampleOutcome } from "../workload/sample-outcome.ts";
import type { StagingLog } from "./staging-log.ts";
import type { WorkloadContext, WorkloadExit } from "../workload/spawn-workload.ts";

/** A workload adapter: everything in which one engine differs from another. */
export interface Engine {
  readonly command: readonly [string, ...string[]];
  /** generic, or what it was compiled for. */
  readonly build: Observed<string>;
  /** The program that computes, which the command may wrap. */
  readonly executable: string;
  /** Added to the workload's environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Once, before the first run: what would otherwise fail after hours. Throws {@link GeosBenchError}. */
  prepare(preparation: Preparation): Promise<Prepared>;
  /** Makes the working directory of one run ready; it exists and is empty. */
  startRun(cwd: string): Promise<StartedRun>;
}

/** What was found out before the first run. */
export interface Prepared {
  /** Files to store with the result. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** What an engine needs to know of this machine and job. */
export interface Preparation extends Omit<WorkloadContext, "cwd"> {
  /** Gone after the job. */
  readonly scratch: string;
  readonly say: (message: string) => void;
  /** Everything is checked and said, nothing large is fetched. */
  readonly dryRun: boolean;
  readonly staging: StagingLog;
}

export interface StartedRun {
  /** What was done to its input files, and where they lie; `null` with the reason where it has none. */
  readonly input: Observed<StartedInput>;
  /** Sees every line as it comes. */
  readonly onLine: (line: string) => void;
  readonly finish: (exit: WorkloadExit) => SampleOutcome & RunEvidence;
}

/** Input files as a run is about to meet them. */
export interface StartedInput extends Omit<InputState, "found"> {
  /** f_type of the file system that they lie on (statfs(2)). */
  readonly fileSystem: number | undefined;
}

/** What a run left, by which it is judged and which is stored. */
export interface RunEvidence {
  readonly report: Sample["report"];
  readonly phases: Sample["phases"];
  /** What the main loop simulated in which time; `undefined` when that is not known. */
  readonly mainLoop: { readonly wallSeconds: number; readonly simulatedDays: number } | undefined;
  /** Files to store, as the workload wrote them. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Every way in which the workload's account of itself differs from what was asked or measured from outside. */
  readonly contradictions: readonly string[];
  /** The same for every run of a deterministic workload; `null` when the engine has no such thing. */
  readonly answer: string | null;
}
