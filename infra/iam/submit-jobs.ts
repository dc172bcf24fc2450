import { fleetNames } from "../../contract/names.ts";
import type { BenchStack } from "../bench-stack.ts";
import type { Statement } from "./policy-document.ts";

type FleetNames = ReturnType<typeof fleetNames>;
/** The job definitions that fleets have, each of a kind; what each kind is: {@link fleetNames}. */
type DefinitionKind = Exclude<keyof FleetNames, "computeEnvironment" | "jobQueue">;

/** What `gcbench submit` submits: benchmarks, and what closes their plan. */
const submitted: readonly DefinitionKind[] = [
  "jobDefinition",
  "modelJobDefinition",
  "closingJobDefinition",
  "multiNodeJobDefinition",
];

/**
 * Lets somebody submit jobs of some kinds to the queues of fleets. SubmitJob is authorised on the queue and on the
 * definition, whose ARN ends in the revision (service authorization reference, AWS Batch).
 *
 * Definitions are of all fleets of the environment: each by its name would be six ARNs a fleet, and eight fleets more
 * than the 6,144 characters that IAM takes of a policy. No other environment's names begin as this one's do.
 */
export function submitJobs(
  stack: BenchStack,
  fleets: readonly FleetNames[],
  kinds: readonly DefinitionKind[] = submitted,
): Statement {
  const anyFleet = fleetNames("*", stack.prefix);
  return {
    sid: "SubmitJobs",
    actions: ["batch:SubmitJob"],
    resources: [
      ...fleets.map(({ jobQueue }) => stack.arn("batch", `job-queue/${jobQueue}`)),
      ...kinds.flatMap((kind) => [
        stack.arn("batch", `job-definition/${anyFleet[kind]}`),
        stack.arn("batch", `job-definition/${anyFleet[kind]}:*`),
      ]),
    ],
  };
}
