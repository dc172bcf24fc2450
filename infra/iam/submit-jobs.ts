import type { fleetNames } from "../../contract/names.ts";
import type { BenchStack } from "../bench-stack.ts";
import type { Statement } from "./policy-document.ts";

type DefinitionKind =
  "jobDefinition" | "modelJobDefinition" | "closingJobDefinition" | "planningJobDefinition";

/** What `gcbench submit` submits: benchmarks, and what closes their plan. */
const submitted = ["jobDefinition", "modelJobDefinition", "closingJobDefinition"] as const;

/** Lets somebody submit jobs of some kinds to the queues of fleets. */
export function submitJobs(
  stack: BenchStack,
  fleets: readonly ReturnType<typeof fleetNames>[],
  kinds: readonly DefinitionKind[] = submitted,
): Statement {
  return {
    sid: "SubmitJobs",
    actions: ["batch:SubmitJob"],
    // Authorised on the queue and on the definition, whose ARN ends in the revision.
    resources: fleets.flatMap(({ jobQueue, ...definitions }) => [
      stack.arn("batch", `job-queue/${jobQueue}`),
      ...kinds.flatMap((kind) => [
        stack.arn("batch", `job-definition/${definitions[kind]}`),
        stack.arn("batch", `job-definition/${definitions[kind]}:*`),
      ]),
    ]),
  };
}
