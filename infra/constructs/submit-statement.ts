import { fleetNames } from "../../contract/names.ts";
import { BenchStack } from "../bench-stack.ts";
import type { Construct } from "../cdk.ts";
import type { Statement } from "../iam/policy-document.ts";

/** The job definitions that fleets have, each of a kind; what each kind is: {@link fleetNames}. */
type DefinitionKind = Exclude<keyof ReturnType<typeof fleetNames>, "computeEnvironment" | "jobQueue">;

/**
 * Lets somebody submit to the queues of some fleets by kinds of job definitions. SubmitJob is authorised on the queue and
 * on the definition, whose ARN ends in the revision (service authorization reference, AWS Batch).
 *
 * Definitions are of all fleets of the environment: each by its name would be six ARNs a fleet, and eight fleets more
 * than the 6,144 characters that IAM takes of a policy. No other environment's names begin as this one's do.
 */
export function submitStatement(
  scope: Construct,
  queues: readonly string[],
  kinds: readonly DefinitionKind[],
): Statement {
  const stack = BenchStack.of(scope);
  const anyFleet = fleetNames("*", stack.prefix);
  return {
    sid: "SubmitBenchmarks",
    actions: ["batch:SubmitJob"],
    resources: [
      ...queues.map((queue) => stack.arn("batch", `job-queue/${queue}`)),
      ...kinds.flatMap((kind) => [
        stack.arn("batch", `job-definition/${anyFleet[kind]}`),
        stack.arn("batch", `job-definition/${anyFleet[kind]}:*`),
      ]),
    ],
  };
}
