import { limitFor, unitIn, type ServiceEnvironment } from "../service-environment/service-environment.ts";
import type { ServiceJob } from "./service-job.ts";
import { capacityOf, instancesOf } from "./training-request.ts";

/** Whether a job can be dispatched to an environment beside these, which may be in others. */
export function hasRoom(
  environment: ServiceEnvironment,
  job: ServiceJob,
  dispatched: readonly ServiceJob[],
): boolean {
  const { type, instances } = capacityOf(job);
  const unit = unitIn(environment, type);
  const beside = dispatched.filter(
    (other) =>
      other.attempts.at(-1)?.environment === environment.arn &&
      unitIn(environment, capacityOf(other).type) === unit,
  );
  return instancesOf(beside) + instances <= limitFor(environment, type);
}

/** Whether it takes jobs. */
export const takesJobs = ({ state, status }: ServiceEnvironment): boolean =>
  state === "ENABLED" && status !== "CREATING";
