import type { ContainerProperties } from "@aws-sdk/client-batch";
import type { Platform } from "../../contract/architecture.ts";
import type { Validated } from "../model/validated.ts";

/** What a container is made from: a definition's container properties with overrides merged, references substituted. */
export type JobContainer = Validated<ContainerProperties> & {
  readonly image: string;
  /** Empty: the image's own. */
  readonly command: string[];
};

/** What a container of a task shares with the others, besides their network and volumes (API reference, EcsTaskProperties). */
export interface TaskSharing {
  /** What the container is called; no other of its task is. */
  readonly name: string;
  readonly pidMode?: string;
  readonly ipcMode?: string;
}

/** A container of an attempt of a job, ready to run: every parameter, override and variable already applied. */
export interface AttemptRequest {
  readonly jobId: string;
  readonly jobName: string;
  /** 1-based. */
  readonly attempt: number;
  /** Where its instance is. */
  readonly region: string;
  /** The modelled instance that it is placed on. */
  readonly instanceId: string;
  /** The architecture that the compute environment's instances have. */
  readonly platform: Platform;
  /** Its `environment` has all AWS_BATCH_* variables. */
  readonly container: JobContainer;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** Absent of a container that has its attempt for itself. */
  readonly inTask?: TaskSharing;
  /** Whether others will ask for its address: a node of a multi-node job. */
  readonly isNode: boolean;
  /** On instances a job may use what its neighbours leave of the CPUs; on Fargate it has its vCPUs and no more. */
  readonly cpuLimit: "share" | "quota";
}

/** How a container of an attempt ended. The texts are AWS's own (emulator/aws/reasons.ts). */
export interface AttemptOutcome {
  readonly exitCode?: number;
  /** `statusReason` of the attempt: "Essential container in task exited", "Task failed to start", … */
  readonly statusReason: string;
  /** `container.reason`: "OutOfMemoryError: …", "CannotPullContainerError: …". */
  readonly reason?: string;
  /** When it ended, where nobody looked then; default: now. Milliseconds since the epoch. */
  readonly stoppedAt?: number;
}

/** Who wrote a line: the container, or the executor about the host. */
export type LineSource = "stdout" | "stderr" | "note";

export interface AttemptObserver {
  /**
   * The process that began this attempt is gone: its container may be there, running or ended. Where there is none, the
   * attempt starts again.
   */
  readonly isResumed: boolean;
  /**
   * The container is made and starts next, unless this gives what the engine says against it: the attempt has failed to
   * start then (CannotStartContainerError).
   */
  starting(): string | undefined;
  /** The container runs now (STARTING → RUNNING); of a node the address at which the other nodes reach it. */
  running(address?: string): void;
  /** The container of a resumed attempt is there. Its lines, and the notes, come again from the first. */
  found(startedAt: number): void;
  /** A line that the container wrote, or a note of the executor about the host ("memory limited to …"). */
  log(message: string, timestamp: number, from: LineSource): void;
}

export interface RunningAttempt {
  /** Never rejects: a fault of the executor is an outcome too. */
  readonly finished: Promise<AttemptOutcome>;
  /** SIGTERM, after `graceMs` SIGKILL. Resolves when it has ended. */
  stop(graceMs: number): Promise<void>;
  /** The outcome is kept: whatever of the attempt could tell it again may go. */
  discard(): void;
}

/**
 * Runs the containers of attempts: Docker (real ones) or simulated (no container, virtual clock). Those of one task are
 * started one by one, and none is discarded before all have ended.
 */
export interface Executor {
  start(request: AttemptRequest, observer: AttemptObserver): RunningAttempt;
}
