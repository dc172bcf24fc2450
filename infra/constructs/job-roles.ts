import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { ServiceRole } from "../iam/service-role.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import type { InputData } from "./input-data.ts";
import type { LogGroup } from "./log-group.ts";
import { Notifications } from "./notifications.ts";
import type { Registry } from "./registry.ts";
import type { ReportSite } from "./report-site.ts";
import type { ResultsBucket } from "./results-bucket.ts";

export interface JobRolesProps {
  readonly registry: Registry;
  readonly results: ResultsBucket;
  readonly logs: LogGroup;
  readonly input: InputData;
  readonly site: ReportSite | undefined;
  /** The key of the topic that closing jobs tell what they found; `undefined` where they cannot reach it. */
  readonly topicKey: EncryptionKey | undefined;
}

/**
 * The roles of jobs: `execution` starts their containers, `job` is what the program inside may do, `closing` what it may
 * where it closes plans.
 */
export class JobRoles extends Construct {
  readonly execution: ServiceRole;
  readonly job: ServiceRole;
  readonly closing: ServiceRole;

  constructor(
    scope: Construct,
    id: string,
    { registry, results, logs, input, site, topicKey }: JobRolesProps,
  ) {
    super(scope, id);
    const { prefix } = BenchStack.of(this);
    this.execution = new ServiceRole(this, "execution", {
      name: `${prefix}-execution`,
      description: "Starts GEOS-Chem benchmark containers: image and log stream",
      service: "ecs-tasks",
      // The developer guide of ECS has source conditions for task roles alone ("Task IAM role"), none for this one ("Task
      // execution IAM role"): whether the agent's side sends a source is not said, and a job would not start where it
      // does not. Nothing is given away: a role cannot be passed to a task of another account (IAM, "iam:PassRole").
      checkSource: false,
    });
    registry.grantPull(this.execution);
    logs.grantWrite(this.execution);

    this.job = new ServiceRole(this, "job", {
      name: `${prefix}-job`,
      description: "What a GEOS-Chem benchmark may do: read input data, store its result",
      service: "ecs-tasks",
      sourceArn: BenchStack.of(this).arn("ecs", "*"),
    });
    results.grantWrite(this.job, "results");
    input.grantRead(this.job);

    this.closing = new ServiceRole(this, "closing", {
      name: `${prefix}-closing`,
      description: "Closes plans of GEOS-Chem benchmarks: index, verdicts, site, news",
      service: "ecs-tasks",
      sourceArn: BenchStack.of(this).arn("ecs", "*"),
    });
    results.grantWrite(this.closing, "results");
    site?.grantFill(this.closing);
    if (topicKey) Notifications.grantPublish(this.closing, topicKey);
  }
}
