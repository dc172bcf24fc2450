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

/** How many instances a job counts for; one whose request cannot be read, none. */
export function instancesOf({ payload }: { readonly payload: string }): number {
  const read = readTrainingRequest(payload);
  return "refused" in read ? 0 : read.instances;
}
