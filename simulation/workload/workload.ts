import type { OperationInput } from "../../emulator/model/operation-types.ts";

/** Jobs of one kind: what they ask for, which AWS Batch keeps as a job definition. */
export interface JobKind {
  /** Name of its job definition, and of its jobs before their number. */
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly attempts: number;
  readonly timeoutSeconds: number | undefined;
}

type Request = OperationInput<"SubmitJob">;

/** One SubmitJob. Job definition and name are of its kind. */
export interface Submission {
  readonly kind: JobKind;
  readonly queue: string;
  readonly size: number | undefined;
}

/** The jobs of one group, submitted one after another. */
export interface Group {
  readonly name: string;
  readonly submissions: number;
  /** How many jobs it is: children of arrays each. */
  readonly jobs: number;
  /** In ms from the start, not falling. */
  readonly arrivesAt: (index: number) => number;
  readonly submission: (index: number) => Submission;
  /** How long a job runs once its container has started; whole ms. `child`: index in its array, 0 of a job that is none. */
  readonly durationMs: (index: number, child: number) => number;
  readonly after: readonly string[];
  /** Children wait for the child of the same index. */
  readonly eachAfter: boolean;
  readonly common: Pick<Request, "shareIdentifier" | "schedulingPriorityOverride">;
  readonly kinds: readonly JobKind[];
  /** Where its durations are from, in words, one for each that there is. */
  readonly bases: readonly string[];
}
