/**
 * What becomes of a resource of Terraform's in the local AWS. `served`: what it describes happens here. `inert`: it is
 * created, read and destroyed, and does nothing. What has no line here is not served: nothing shows that it can be
 * created.
 */
interface ResourceClass {
  readonly is: "served" | "inert";
  /** What it does here, or what it would do on AWS and does not do here. */
  readonly here: string;
}

const served = (here: string): ResourceClass => ({ is: "served", here });
const inert = (here: string): ResourceClass => ({ is: "inert", here });

const network = inert("jobs are in containers of this machine: no packet goes through it");
const permissions = inert("kept; nobody is refused anything by it");
const catalogue = inert("kept; no query runs");

/** By Terraform's name of the type: every type that the stacks can have. */
export const resourceClasses: Readonly<Record<string, ResourceClass>> = {
  aws_batch_compute_environment: served("the scheduler places jobs by it, on modelled instances"),
  aws_batch_job_definition: served("jobs run by it, in containers"),
  aws_batch_job_queue: served("takes jobs and hands them out in order"),
  aws_cloudwatch_event_rule: served("events that match go to its targets"),
  aws_cloudwatch_event_target: served("SQS, SNS, Logs, Batch and Step Functions are delivered to"),
  aws_cloudwatch_log_group: served("takes the lines of jobs; its retention is kept and not acted on"),
  aws_s3_bucket: served("takes objects"),
  aws_s3_bucket_versioning: served("versions are kept"),
  aws_scheduler_schedule: served("fires when told to (gcbench local fire), never by itself"),
  aws_scheduler_schedule_group: served("holds schedules"),
  aws_sfn_state_machine: served("executions run; its tasks come to this endpoint"),
  aws_sns_topic: served("messages go to its queues"),
  aws_sns_topic_subscription: served("to queues; an e-mail address is told nothing"),
  aws_sqs_queue: served("takes messages and hands them out"),

  aws_athena_named_query: catalogue,
  aws_athena_workgroup: catalogue,
  aws_budgets_budget: inert("nothing costs here: nobody is told"),
  aws_cloudfront_distribution: inert(
    "nothing answers at its address; moto 5.2.1 loses parts of it, so that every plan updates it",
  ),
  aws_cloudfront_origin_access_control: inert("nothing answers at the distribution's address"),
  aws_cloudwatch_dashboard: inert("kept; nobody draws it"),
  aws_cloudwatch_log_metric_filter: inert("kept; alarms on its metric do not go off"),
  aws_cloudwatch_log_resource_policy: permissions,
  aws_cloudwatch_metric_alarm: inert("nothing evaluates it: its state stays as it is"),
  aws_default_security_group: network,
  aws_ecr_lifecycle_policy: inert("kept; no image expires"),
  aws_ecr_repository: inert("has a name; jobs whose image is in it run the image of this checkout"),
  aws_eip: network,
  aws_flow_log: network,
  aws_glue_catalog_database: catalogue,
  aws_glue_catalog_table: catalogue,
  aws_iam_instance_profile: permissions,
  aws_iam_openid_connect_provider: permissions,
  aws_iam_policy: permissions,
  aws_iam_role: permissions,
  aws_iam_role_policy: permissions,
  aws_iam_role_policy_attachment: permissions,
  aws_internet_gateway: network,
  aws_kms_alias: inert("names a key"),
  aws_kms_key: inert("encrypts what it is asked to; nothing that is stored here is encrypted"),
  aws_launch_template: inert("no instance starts from it"),
  aws_nat_gateway: network,
  aws_placement_group: inert("has a name; jobs are placed on modelled instances"),
  aws_route: network,
  aws_route_table: network,
  aws_route_table_association: network,
  aws_s3_bucket_lifecycle_configuration: inert("kept; no object expires"),
  aws_s3_bucket_policy: inert(
    "kept; nobody is refused anything by it: not plain HTTP either, which is spoken here",
  ),
  aws_s3_bucket_public_access_block: permissions,
  aws_s3_bucket_server_side_encryption_configuration: inert(
    "objects say that they are encrypted, and are not",
  ),
  aws_security_group: network,
  aws_sns_topic_policy: permissions,
  aws_subnet: network,
  aws_vpc: network,
  aws_vpc_endpoint: network,
  aws_vpc_security_group_egress_rule: network,
  aws_vpc_security_group_ingress_rule: network,
};

interface Addressed {
  readonly address: string;
  readonly type: string;
}

/** Those that the local AWS is not known to take. */
export const notServed = <Resource extends Addressed>(resources: readonly Resource[]): Resource[] =>
  resources.filter(({ type }) => !Object.hasOwn(resourceClasses, type));

export interface InertGroup {
  /** What they would do on AWS and do not do here. */
  readonly here: string;
  readonly count: number;
  readonly types: readonly string[];
}

/** How many of each class, and the inert ones by what that means. */
export function classCounts(resources: readonly Addressed[]): {
  readonly served: number;
  readonly inert: number;
  readonly inertGroups: readonly InertGroup[];
} {
  const classed = resources.flatMap(({ type }) => {
    const of = Object.hasOwn(resourceClasses, type) ? resourceClasses[type] : undefined;
    return of ? [{ type, ...of }] : [];
  });
  const byMeaning = Map.groupBy(
    classed.filter(({ is }) => is === "inert"),
    ({ here }) => here,
  );
  const inertGroups = Array.from(byMeaning, ([here, of]) => ({
    here,
    count: of.length,
    types: [...new Set(of.map(({ type }) => type))].toSorted(),
  }));
  return {
    served: classed.filter(({ is }) => is === "served").length,
    inert: inertGroups.reduce((sum, { count }) => sum + count, 0),
    inertGroups: inertGroups.toSorted((a, b) => b.count - a.count),
  };
}
