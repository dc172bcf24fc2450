import type { TerraformStack } from "../../../../infra/cdk.ts";
import { dataSource, resource } from "../../support/written.ts";
import type { CorrectUse, Violation } from "./case.ts";
import { containerJob, fleet, job, type Given } from "./fleet-parts.ts";

const rule = "no-wildcard-iam";
const admin = "arn:aws:iam::1:role/Admin";

const made =
  (type: string, given: Given = {}) =>
  (stack: TerraformStack) =>
    resource(stack, type, "it", given);

const policy = (statement: Given) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const granting = (statement: Given) => made("aws_iam_role_policy", { role: "r", policy: policy(statement) });
const endpoint = (given: Given) =>
  made("aws_vpc_endpoint", { vpc_id: "vpc-1", service_name: "com.amazonaws.us-east-1.s3", ...given });

/** A role of the stack. */
const role = (stack: TerraformStack) =>
  resource(stack, "aws_iam_role", "own", {
    name: "own",
    assume_role_policy: policy({
      Action: "sts:AssumeRole",
      Principal: { Service: ["ecs-tasks.amazonaws.com"] },
    }),
  });

/** Who gets at things by other means than everything in a statement of a policy. */
export const sharingViolations: readonly Violation[] = [
  ...[
    ["bucket whose name ends somehow", "s3:GetObject", "arn:aws:s3:::*-results/*"],
    ["object of a kind in every bucket", "s3:GetObject", "arn:aws:s3:::*/*.nc"],
    ["table", "dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:1:table/*"],
    ["log group", "logs:PutLogEvents", "arn:aws:logs:*:*:log-group:*"],
    ["function", "lambda:InvokeFunction", "arn:aws:lambda:us-east-1:1:function:*"],
    ["repository", "ecr:PutImage", "arn:aws:ecr:us-east-1:1:repository/*"],
    ["instance", "ec2:TerminateInstances", "arn:aws:ec2:*:*:instance/*"],
    ["role whose name ends somehow", "iam:PassRole", "arn:aws:iam::1:role/*-admin"],
  ].map(([what, Action, Resource]): Violation => [
    `every ${what}`,
    rule,
    granting({ Action, Resource }),
    `allows ${Action} on every resource (${Resource}).`,
  ]),
  [
    "an element in two spellings",
    rule,
    granting({ action: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }),
    "allows the action *.",
  ],
  [
    "a function for another account",
    rule,
    made("aws_lambda_permission", { principal: "999999999999" }),
    "a permission for 999999999999",
  ],
  [
    "a layer for everyone",
    rule,
    made("aws_lambda_layer_version_permission", { principal: "*" }),
    "for everyone.",
  ],
  [
    "a bus for another account",
    rule,
    made("aws_cloudwatch_event_permission", { principal: "999999999999" }),
    "a permission for 999999999999",
  ],
  [
    "a bucket for an owner by his id",
    rule,
    made("aws_s3_bucket_acl", {
      access_control_policy: { grant: [{ grantee: { id: "79a5", type: "CanonicalUser" } }] },
    }),
    "a grant to the owner 79a5.",
  ],
  ["a job with a role that is only named", rule, containerJob({ jobRoleArn: admin }), `the role ${admin}`],
  [
    "a job whose agent has a role that is only named",
    rule,
    containerJob({ executionRoleArn: admin }),
    `the role ${admin}`,
  ],
  [
    "a task with a role that is only named",
    rule,
    job({ ecs_properties: JSON.stringify({ taskProperties: [{ taskRoleArn: admin, containers: [{}] }] }) }),
    `the role ${admin}`,
  ],
  [
    "instances with a role that is only named",
    rule,
    made("aws_iam_instance_profile", { role: "Admin" }),
    "the role Admin",
  ],
  [
    "an environment with a profile that is only named",
    rule,
    (stack) => fleet(stack, "fleet", { compute: { instance_role: "arn:aws:iam::1:instance-profile/Admin" } }),
    "instance-profile/Admin, whose rights are unknown",
  ],
  [
    "a template with a profile that is only named",
    rule,
    (stack) => fleet(stack, "fleet", { template: { iam_instance_profile: [{ name: "Admin" }] } }),
    "the role Admin",
  ],
  [
    "a schedule with a role that is looked up",
    rule,
    (stack) =>
      made("aws_scheduler_schedule", {
        target: { role_arn: dataSource(stack, "aws_iam_role", "theirs", { name: "Admin" })("arn") },
      })(stack),
    "the role ${data.aws_iam_role.theirs.arn}",
  ],
  ["an endpoint of S3 as it is made", rule, endpoint({}), "lets through to every bucket."],
  [
    "an endpoint of S3 to every bucket",
    rule,
    endpoint({ policy: policy({ Principal: "*", Action: "s3:GetObject", Resource: "*" }) }),
    "lets through to every bucket (*).",
  ],
  [
    "a group of another account",
    "no-public-ingress",
    made("aws_vpc_security_group_ingress_rule", { referenced_security_group_id: "999999999999/sg-1" }),
    "the group 999999999999/sg-1 of another account.",
  ],
  [
    "a subnet with addresses of IPv6",
    "no-public-ingress",
    made("aws_subnet", { assign_ipv6_address_on_creation: true }),
    "a subnet that gives instances public addresses.",
  ],
  [
    "a template with addresses of IPv6",
    "no-public-ingress",
    made("aws_launch_template", { network_interfaces: { ipv6_address_count: 1 } }),
    "of IPv6.",
  ],
  [
    "a task of a job with a public address",
    "no-public-ingress",
    job({
      ecs_properties: JSON.stringify({
        taskProperties: [{ networkConfiguration: { assignPublicIp: "ENABLED" }, containers: [{}] }],
      }),
    }),
    "a job with a public address.",
  ],
  [
    "a cluster that is public unless it is told not to be",
    "no-public-ingress",
    made("aws_redshift_cluster", { encrypted: true }),
    "aws_redshift_cluster that serves the Internet.",
  ],
  ...["aws_ram_principal_association", "aws_iam_access_key", "aws_opensearch_domain", "helm_release"].map(
    (type): Violation => [
      `a type that no rule is about (${type})`,
      "nothing-hidden",
      made(type),
      `${type}, of which no guardrail knows`,
    ],
  ),
  [
    "an application of others",
    "nothing-hidden",
    made("aws_serverlessapplicationrepository_cloudformation_stack"),
    "which makes what is not in the stack.",
  ],
  [
    "a program as a data source",
    "nothing-hidden",
    (stack) => dataSource(stack, "external", "it", { program: ["sh"] }),
    "the data source external, which runs a program.",
  ],
];

export const sharingCorrectUses: readonly CorrectUse[] = [
  ["a job with a role of the stack", (stack) => containerJob({ jobRoleArn: role(stack)("arn") })(stack)],
  [
    "a job with a role of the stack, by its name in this account",
    (stack) => {
      role(stack);
      const account = dataSource(stack, "aws_caller_identity", "me")("account_id");
      containerJob({ executionRoleArn: `arn:aws:iam::${account}:role/own` })(stack);
    },
  ],
  [
    "a service's own role",
    (stack) => {
      const own = "arn:aws:iam::1:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch";
      fleet(stack, "fleet", { environment: { service_role: own } });
    },
  ],
  ["a function for a service", made("aws_lambda_permission", { principal: "events.amazonaws.com" })],
  [
    "an endpoint of S3 with a policy of its own",
    (stack) => {
      const s3 = endpoint({})(stack);
      resource(stack, "aws_vpc_endpoint_policy", "policy", {
        vpc_endpoint_id: s3("id"),
        policy: policy({ Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::gcgrid/*" }),
      });
    },
  ],
  [
    "instances that a tag tells apart",
    granting({
      Action: "ec2:TerminateInstances",
      Resource: "arn:aws:ec2:us-east-1:1:instance/*",
      Condition: { StringEquals: { "aws:ResourceTag/project": "geos-chem-bench" } },
    }),
  ],
  [
    "what only looks at groups and balancers",
    granting({
      Action: ["autoscaling:DescribeAutoScalingGroups", "elasticloadbalancing:DescribeLoadBalancers"],
      Resource: "*",
    }),
  ],
  [
    "a group of the same account",
    made("aws_vpc_security_group_ingress_rule", { referenced_security_group_id: "sg-2" }),
  ],
  ["a number that is made up once", made("random_id", { byte_length: 4 })],
  [
    "a parameter with a key",
    made("aws_ssm_parameter", { type: "SecureString", key_id: "arn:aws:kms:us-east-1:1:key/k" }),
  ],
];
