import { z } from "zod";

/** What of SageMaker's CreateTrainingJob a simulation needs (SageMaker API reference, ResourceConfig). */
const request = z.object({
  ResourceConfig: z.object({
    InstanceType: z.string().optional(),
    InstanceCount: z.int().min(1).default(1),
  }),
  Environment: z.record(z.string(), z.string()).default({}),
});

export interface TrainingRequest {
  readonly instanceType: string | undefined;
  readonly instances: number;
  /** How long the simulated training lasts, and with what words it fails, if it does. */
  readonly durationMs: number;
  readonly failure: string | undefined;
}

const defaultSeconds = 1;

/**
 * Reads the payload of a service job, which Batch passes on "without validation" (user guide, "Submit a service job"):
 * what SageMaker would refuse is a text, and the job fails with it once it is dispatched.
 *
 * Nothing is trained here. How long the training would take and whether it fails is the caller's to say, by two
 * variables of the training job's `Environment`: `GCBENCH_SIMULATED_SECONDS` (1) and `GCBENCH_SIMULATED_FAILURE`.
 */
export function readTrainingRequest(payload: string): TrainingRequest | { readonly refused: string } {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch (error) {
    return { refused: `ValidationException: ${(error as Error).message}` };
  }
  const read = request.safeParse(value);
  if (!read.success) return { refused: `ValidationException: ${z.prettifyError(read.error)}` };
  const { ResourceConfig: resources, Environment: variables } = read.data;
  const seconds = Number(variables["GCBENCH_SIMULATED_SECONDS"] ?? defaultSeconds);
  if (!(seconds >= 0 && Number.isFinite(seconds))) {
    return {
      refused: `ValidationException: GCBENCH_SIMULATED_SECONDS must be a number of seconds, given ${seconds}`,
    };
  }
  return {
    instanceType: resources.InstanceType,
    instances: resources.InstanceCount,
    durationMs: seconds * 1000,
    failure: variables["GCBENCH_SIMULATED_FAILURE"],
  };
}

/** Instances of one type. */
export interface Capacity {
  readonly type: string | undefined;
  readonly instances: number;
}

const known = new WeakMap<object, Capacity>();

/** What a job counts for; one whose request cannot be read, nothing. */
export function capacityOf(job: { readonly payload: string }): Capacity {
  const before = known.get(job);
  if (before) return before;
  const read = readTrainingRequest(job.payload);
  const capacity =
    "refused" in read
      ? { type: undefined, instances: 0 }
      : { type: read.instanceType, instances: read.instances };
  // Each pass asks for it, of every job that has not ended.
  known.set(job, capacity);
  return capacity;
}

/** How many instances these jobs have together. */
export const instancesOf = (jobs: readonly { readonly payload: string }[]): number =>
  jobs.reduce((total, job) => total + capacityOf(job).instances, 0);
