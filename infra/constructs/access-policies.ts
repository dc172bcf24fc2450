import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { Grantee } from "../iam/grantee.ts";
import { policyDocument, type Statement } from "../iam/policy-document.ts";
import { submitJobs } from "../iam/submit-jobs.ts";
import { limitedName } from "../limited-name.ts";
import type { fleetNames } from "../../contract/names.ts";
import type { LogGroup } from "./log-group.ts";
import type { ResultsBucket } from "./results-bucket.ts";

export interface AccessPoliciesProps {
  /** What each fleet's queue and job definitions are called. */
  readonly fleets: readonly ReturnType<typeof fleetNames>[];
  readonly results: ResultsBucket;
  readonly logs: LogGroup;
}

/**
 * What people need, as policies that nobody has yet: whoever administers the account attaches them. `submit` is all that
 * `gcbench submit --wait` calls, `read` what is left of it for those who only look.
 */
export class AccessPolicies extends Construct {
  readonly submitArn: string;
  readonly readArn: string;

  constructor(scope: Construct, id: string, { fleets, results, logs }: AccessPoliciesProps) {
    super(scope, id);
    const stack = BenchStack.of(this);
    const read = new CollectedStatements(this, "reading");
    // They are authorised on nothing narrower than everything (service authorization reference, AWS Batch).
    read.allow({ sid: "FollowJobs", actions: ["batch:DescribeJobs", "batch:ListJobs"], resources: ["*"] });
    logs.grantRead(read);
    results.grantRead(read, "results");
    const plans = new CollectedStatements(this, "planning");
    // Who submits a suite and does not wait leaves there what the closing job has to know.
    results.grantPut(plans, "results/plans");
    const policy = (what: string, description: string, statements: readonly Statement[]) =>
      new IamPolicy(this, what, {
        name: limitedName(`${stack.prefix}-${what}-${stack.region}`, 128),
        description,
        policy: policyDocument(statements),
      }).arn;
    this.readArn = policy("read", "Follow GEOS-Chem benchmarks and read their results", read.statements);
    this.submitArn = policy("submit", "Submit GEOS-Chem benchmarks, follow them and read their results", [
      submitJobs(stack, fleets),
      ...plans.statements,
      ...read.statements,
    ]);
  }
}

/** Takes grants as a role does, to be written into policies. */
class CollectedStatements extends Construct implements Grantee {
  readonly statements: Statement[] = [];

  allow(statement: Statement): void {
    this.statements.push(statement);
  }
}
