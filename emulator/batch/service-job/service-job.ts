import type {
  ServiceJobPreemptionConfiguration,
  ServiceJobRetryStrategy,
  ServiceJobStatus,
  ServiceJobType,
} from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import type { StateKind } from "../../ports/state.ts";

/** A service job as the local Batch keeps it. Only its store changes it. */
export interface ServiceJob {
  /** Its id: by it and by its ARN it is found. */
  readonly name: string;
  readonly arn: string;
  readonly jobName: string;
  readonly type: ServiceJobType;
  /** ARN. */
  readonly queue: string;
  /** What the service is asked to do, as it was given. */
  readonly payload: string;
  readonly retryStrategy?: Validated<ServiceJobRetryStrategy>;
  readonly preemptionConfiguration?: ServiceJobPreemptionConfiguration;
  readonly timeoutSeconds?: number;
  readonly schedulingPriority?: number;
  readonly shareIdentifier?: string;
  /** Of a queue with quota management: which of its quota shares. */
  readonly quotaShareName?: string;
  readonly createdAt: number;
  readonly status: ServiceJobStatus;
  readonly statusReason?: string | undefined;
  readonly isTerminated: boolean;
  /** Milliseconds since the epoch, of the last attempt. */
  readonly scheduledAt?: number;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  /** The last one may be under way. */
  readonly attempts: readonly ServiceAttempt[];
}

/** One attempt: a training job of SageMaker. */
export interface ServiceAttempt {
  readonly trainingJobArn: string;
  /** ARN of the service environment that it counts in. */
  readonly environment: string;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly statusReason?: string;
  /** Whether it was stopped to make room for another job; such attempts do not count as tries of the job. */
  readonly isPreempted?: boolean;
}

export const savedServiceJob: StateKind<ServiceJob, ServiceJob> = {
  kind: "service-job",
  save: (job) => job,
  load: (saved) => saved,
};

/** The attempts that count for its retry strategy, and those that were preempted. */
export const triesOf = ({ attempts }: Pick<ServiceJob, "attempts">) =>
  attempts.filter(({ isPreempted }) => !isPreempted);
export const preemptionsOf = ({ attempts }: Pick<ServiceJob, "attempts">) =>
  attempts.filter(({ isPreempted }) => isPreempted);

export const hasEnded = ({ status }: ServiceJob): boolean => status === "SUCCEEDED" || status === "FAILED";

/** Whether SageMaker has it. */
export const isDispatched = ({ status }: ServiceJob): boolean =>
  status === "SCHEDULED" || status === "STARTING" || status === "RUNNING";
