import type { OperationInput } from "../../model/operation-types.ts";
import type { Defined } from "../job-definition/check-definition.ts";
import { resourceErrors } from "../resource/errors.ts";

const overridesOf = {
  container: { member: "containerOverrides", jobs: "jobs of containerProperties" },
  task: { member: "ecsPropertiesOverride", jobs: "jobs of ecsProperties" },
  nodes: { member: "nodeOverrides", jobs: "multi-node jobs" },
  pod: { member: "eksPropertiesOverride", jobs: "jobs on EKS" },
} as const satisfies Record<Defined["kind"], { member: keyof OperationInput<"SubmitJob">; jobs: string }>;

/** Each kind of job has overrides of its own (API reference, SubmitJob). AWS's texts for the others are not known. */
export function checkOverrides(kind: Defined["kind"], request: OperationInput<"SubmitJob">): void {
  for (const [other, { member, jobs }] of Object.entries(overridesOf)) {
    if (other === kind || !request[member]) continue;
    throw resourceErrors.invalid(
      `${member} is only for ${jobs}; ${overridesOf[kind].jobs} take ${overridesOf[kind].member}`,
    );
  }
}
