import type { fleetNames } from "../../contract/names.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { ServiceRole } from "../iam/service-role.ts";
import { submitJobs } from "../iam/submit-jobs.ts";
import type { ResultsBucket } from "./results-bucket.ts";

export interface PlanningRoleProps {
  /** What each fleet's queue and job definitions are called. */
  readonly fleets: readonly ReturnType<typeof fleetNames>[];
  readonly results: ResultsBucket;
}

/**
 * What the job may do that plans a scheduled suite: submit benchmarks and what closes them, look for a job by its name
 * before it is submitted again, and keep the plan. Apart from the benchmarks' role, which submits nothing.
 */
export class PlanningRole extends Construct {
  readonly role: ServiceRole;

  constructor(scope: Construct, id: string, { fleets, results }: PlanningRoleProps) {
    super(scope, id);
    const stack = BenchStack.of(this);
    this.role = new ServiceRole(this, "role", {
      name: `${stack.prefix}-planning`,
      description: "Plans scheduled GEOS-Chem suites: submits their jobs, keeps the plan",
      service: "ecs-tasks",
      sourceArn: stack.arn("ecs", "*"),
    });
    this.role.allow(submitJobs(stack, fleets));
    // Authorised on nothing narrower than everything (service authorization reference, AWS Batch).
    this.role.allow({ sid: "FindJobs", actions: ["batch:ListJobs"], resources: ["*"] });
    results.grantPut(this.role, "results/plans");
    results.grantRead(this.role, "results/plans");
  }
}
