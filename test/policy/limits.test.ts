import { expect, test } from "vitest";
import { wholeEnvironment } from "../support/whole-environment.ts";
import { eachOfType, ofType, resourcesOf } from "./support/synthesised.ts";

const sizes = ["4xlarge", "8xlarge", "12xlarge", "16xlarge"];
const types = ["c7g", "c7i", "c7a", "c8g"].flatMap((family) => sizes.map((size) => `${family}.${size}`));
const fleetsOf = (count: number) =>
  types
    .slice(0, count)
    .map((instanceType, index) => ({ name: `f${String(index).padStart(29, "0")}`, instanceType }));

/** As much as an environment can have, under the longest names, where ARNs are longest. */
const largest = {
  ...wholeEnvironment,
  region: "us-gov-west-1",
  network: { egress: "nat-gateway" },
  fleets: fleetsOf(15),
};
const resources = resourcesOf(largest, "a".repeat(20));

/** As AWS gets it. */
const applied = (text: unknown): string =>
  String(text).replaceAll("${data.aws_caller_identity.current.account_id}", "123456789012");

/** A reference stands for an ARN that is not known yet. */
const longest = (text: unknown): string => applied(text).replaceAll(/\$\{[^}]+\}/g, "x".repeat(150));

test.each([
  ["aws_iam_policy", "policy", 6144],
  ["aws_iam_role", "assume_role_policy", 2048],
  ["aws_cloudwatch_event_rule", "event_pattern", 2048],
  ["aws_cloudwatch_log_resource_policy", "policy_document", 5120],
  ["aws_kms_key", "policy", 32_768],
  ["aws_s3_bucket_policy", "policy", 20_480],
  ["aws_sns_topic_policy", "policy", 30_720],
  ["aws_vpc_endpoint", "policy", 20_480],
  ["aws_launch_template", "user_data", 16_384],
  ["aws_cloudwatch_metric_alarm", "alarm_description", 1024],
  ["aws_sfn_state_machine", "definition", 1_048_576],
] as const)("the largest %s has a %s that AWS takes, of %i characters at most", (type, argument, limit) => {
  const lengths = eachOfType(resources, type)
    .filter(({ attributes }) => argument in attributes)
    .map(({ attributes }) => longest(attributes[argument]).length);
  expect(Math.max(...lengths)).toBeGreaterThan(0);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(limit);
});

test("the policies of a role are together no longer than IAM takes", () => {
  const byRole = Map.groupBy(ofType(resources, "aws_iam_role_policy"), ({ attributes }) =>
    String(attributes["role"]),
  );
  for (const [role, policies] of byRole) {
    const length = policies.reduce((sum, { attributes }) => sum + longest(attributes["policy"]).length, 0);
    expect(length, role).toBeLessThanOrEqual(10_240);
  }
});

test.each([
  ["aws_athena_workgroup", "name", 128],
  ["aws_batch_compute_environment", "compute_environment_name", 128],
  ["aws_batch_job_definition", "name", 128],
  ["aws_batch_job_queue", "name", 128],
  ["aws_budgets_budget", "name", 100],
  ["aws_cloudfront_origin_access_control", "name", 64],
  ["aws_cloudwatch_dashboard", "dashboard_name", 255],
  ["aws_cloudwatch_event_rule", "name", 64],
  ["aws_cloudwatch_metric_alarm", "alarm_name", 255],
  ["aws_ecr_repository", "name", 256],
  ["aws_glue_catalog_database", "name", 255],
  ["aws_iam_policy", "name", 128],
  ["aws_iam_role", "name", 64],
  ["aws_kms_alias", "name", 256],
  ["aws_launch_template", "name", 128],
  ["aws_s3_bucket", "bucket", 63],
  ["aws_scheduler_schedule", "name", 64],
  ["aws_scheduler_schedule_group", "name", 64],
  ["aws_security_group", "name", 255],
  ["aws_sfn_state_machine", "name", 80],
  ["aws_sns_topic", "name", 256],
  ["aws_sqs_queue", "name", 80],
] as const)("the longest name of an %s fits: %s of %i characters", (type, argument, limit) => {
  for (const { attributes } of eachOfType(resources, type))
    expect(applied(attributes[argument]).length, applied(attributes[argument])).toBeLessThanOrEqual(limit);
});

test("a fleet more than events can be followed of is refused", () => {
  expect(() => resourcesOf({ fleets: fleetsOf(16) })).toThrow(/more than 15 fleets/);
});
