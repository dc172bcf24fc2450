/**
 * Every text that AWS Batch shows as a `statusReason` or `container.reason`, in one place. People and retry strategies
 * match on them, so they are AWS's own, character for character, as seen in public logs and in the user guide.
 */
export const reasons = {
  /** Success and non-zero exit alike. Public `describe-jobs` output, e.g. github.com/getmoto/moto/issues/2829. */
  essentialContainerExited: "Essential container in task exited",
  /** Exit code 137 after the kernel's OOM killer (`container.reason`). */
  outOfMemory: "OutOfMemoryError: Container killed due to memory usage",
  /** `attemptDurationSeconds` is over (user guide, "Job timeouts"). */
  attemptTimedOut: "Job attempt duration exceeded timeout",
  /** The container never ran; `container.reason` says why. */
  taskFailedToStart: "Task failed to start",
  /** The container's reason where the task was stopped before. AWS's text is not known. */
  stoppedBeforeStart: "Task stopped before its container started",
  /** The instance went away under the job: no exit code. Public logs; docs/batch-facts.md, "Reasons". */
  hostTerminated: (instance: string): string => `Host EC2 (instance ${instance}) terminated.`,
  /** AWS's text is not known. */
  queueDeleted: "Job queue deleted",
  /** AWS's text is not known. */
  quotaShareDeleted: "Quota share deleted",
  /** A service job that made room for another one of its job queue. AWS's text is not known. */
  preempted: "Job attempt preempted",
  /** These of service jobs: user guide, "Jobs stuck in RUNNABLE due to misconfiguration". */
  serviceEnvironmentMaxResource:
    "MISCONFIGURATION:SERVICE_ENVIRONMENT_MAX_RESOURCE - Service environment(s) associated with the job queue cannot meet the capacity requirement of the job.",
  quotaCapacityExceeded:
    "MISCONFIGURATION:QUOTA_MANAGEMENT_LIMIT_EXCEEDED - Job requirements exceed quota share capacity limits.",
  quotaBorrowLimitExceeded:
    "MISCONFIGURATION:QUOTA_MANAGEMENT_LIMIT_EXCEEDED - Job requirements exceed quota share capacity limits and borrow limits.",
  quotaBorrowableExceeded:
    "MISCONFIGURATION:QUOTA_MANAGEMENT_LIMIT_EXCEEDED - Job requires borrowing that exceeds all configured borrowable capacity.",
  /** A node of a multi-node job ends with its main node. AWS's text is not known. */
  mainNodeEnded: "Main node ended",
  dependentJobFailed: "Dependent Job failed",
  arrayChildFailed: "Array Child Job failed",
  /**
   * Command and environment of a job reach ECS as an override of 8,192 characters.
   * github.com/ASFHyP3/hyp3/issues/3041
   */
  overridesTooLong: "Container Overrides length must be at most 8192",
  /** API reference, SubmitJob, propagateTags. AWS's text is not known. */
  tooManyTags: "The job and its job definition have more than 50 tags to propagate",
  /** User guide, "Jobs stuck in a RUNNABLE status". */
  jobResourceRequirement:
    "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement (vCPU/memory/GPU) is higher than that can be met by the CE(s) attached to the job queue.",
  computeEnvironmentMaxResource:
    "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s) associated with the job queue cannot meet the CPU requirement of the job.",
  /** Every compute environment of the queue is INVALID (user guide, "… due to invalid compute environments"). */
  computeEnvironmentsInvalid: "ACTION_REQUIRED - CE(s) associated with the job queue are invalid.",
  /** Every compute environment of the queue is disabled. github.com/apache/airflow/issues/38298 */
  undetermined: "UNDETERMINED - Batch job is blocked, root cause is undetermined.",
} as const;

/** User guide, "Job state time limit actions". `code` is the part of a reason before " - ". */
export function timeLimitReason(code: string): string {
  return `Canceled by JobStateTimeLimit action due to reason: ${code}`;
}

/** The same of a service job (user guide, "Jobs stuck in RUNNABLE due to misconfiguration"). */
export function serviceTimeLimitReason(code: string): string {
  return `Terminated by JobStateTimeLimit action due to reason: ${code}`;
}

/** "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT" of "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job …". */
export function reasonCode(reason: string): string {
  return reason.split(" - ", 1)[0] ?? reason;
}

/** Kinds of `container.reason`, as the ECS agent names its errors. */
export const containerErrors = {
  cannotPull: "CannotPullContainerError",
  cannotCreate: "CannotCreateContainerError",
  cannotStart: "CannotStartContainerError",
  resourceInitialization: "ResourceInitializationError",
} as const;

/** Why a container never starts, after CannotStartContainerError (aws/amazon-ecs-agent: dependencygraph/graph.go, #3218). */
export const dependencyErrors = {
  notSuccessful: (dependency: string, target: string): string =>
    `dependency graph: failed to resolve container ordering dependency [${dependency}] for target [${target}] as dependency did not exit successfully.`,
  timedOut: (dependency: string, target: string): string =>
    `dependency graph: container ordering dependency [${dependency}] for target [${target}] has timed out.`,
} as const;

/** What the instance's Docker engine says, after the kind of error. */
export const engineErrors = {
  /** github.com/ryfeus/stepfunctions2processing/issues/5, github.com/cn-terraform/terraform-aws-nexus/issues/35 */
  noLogGroup:
    "Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.",
} as const;

/** Texts that AWS never gives: this machine, unlike the modelled instances, is busy. The prefix says so. */
export const localReasons = {
  prefix: "LOCAL:",
  hostBusy: (running: number): string =>
    `LOCAL:HOST_BUSY - The modelled capacity is free, but this machine already runs ${running === 1 ? "one job" : `${running} jobs`}; the job starts when there is room. AWS Batch would start it now.`,
  shutdown: "LOCAL:SHUTDOWN - The local AWS Batch was stopped while the job ran.",
} as const;
