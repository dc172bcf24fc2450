import { Fn, type TerraformStack } from "../../../../infra/cdk.ts";
import { dataSource, resource } from "../../support/written.ts";
import type { CorrectUse, Violation } from "./case.ts";

type Given = Readonly<Record<string, unknown>>;

const json = (statement: unknown) => JSON.stringify({ Version: "2012-10-17", Statement: statement });
const allow = (given: Given) => ({ Effect: "Allow", ...given });
const onBucket = { Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };

const rolePolicy = (policy: string) => (stack: TerraformStack) =>
  resource(stack, "aws_iam_role_policy", "it", { role: "r", policy });
const granting = (given: Given) => rolePolicy(json([allow(given)]));

const trusting =
  (principal: unknown, more: Given = {}) =>
  (stack: TerraformStack) =>
    resource(stack, "aws_iam_role", "it", {
      assume_role_policy: json([allow({ Action: "sts:AssumeRole", Principal: principal, ...more })]),
    });

const bucketPolicy =
  (given: Given, type = "aws_s3_bucket_policy") =>
  (stack: TerraformStack) =>
    resource(stack, type, "it", { bucket: "b", policy: json([allow({ ...onBucket, ...given })]) });

/** A policy that the data source makes, used by a role. */
const documented =
  (statement: unknown, more: Given = {}) =>
  (stack: TerraformStack) => {
    const document = dataSource(stack, "aws_iam_policy_document", "doc", { statement, ...more });
    resource(stack, "aws_iam_role_policy", "it", { role: "r", policy: document("json") });
  };

const account = (stack: TerraformStack) => dataSource(stack, "aws_caller_identity", "me")("account_id");
const rootOf = (id: string) => `arn:aws:iam::${id}:root`;

const keyPolicy = (principal: unknown) => (stack: TerraformStack) =>
  resource(stack, "aws_kms_key", "it", {
    policy: json([allow({ Action: "kms:*", Resource: "*", Principal: principal })]),
  });

const github =
  "arn:aws:iam::${data.aws_caller_identity.me.account_id}:oidc-provider/token.actions.githubusercontent.com";
const workflows = (condition: Given) => (stack: TerraformStack) => {
  account(stack);
  return trusting(
    { Federated: github },
    { Action: "sts:AssumeRoleWithWebIdentity", Condition: condition },
  )(stack);
};

const rule = "no-wildcard-iam";

export const iamViolations: readonly Violation[] = [
  ["every action", rule, granting({ Action: "*", Resource: "arn:aws:s3:::b" }), "the action *."],
  [
    "every action of a service",
    rule,
    granting({ Action: ["s3:*"], Resource: "arn:aws:s3:::b" }),
    "action s3:*.",
  ],
  ["two stars", rule, granting({ Action: "s3:**", Resource: "arn:aws:s3:::b" }), "action s3:**."],
  [
    "a star after a letter",
    rule,
    granting({ Action: "iam:P*", Resource: "arn:aws:iam::1:role/r" }),
    "iam:P*.",
  ],
  [
    "a question mark",
    rule,
    granting({ Action: "s3:?etObject", Resource: "arn:aws:s3:::b" }),
    "s3:?etObject.",
  ],
  ["every action that puts", rule, granting({ Action: "s3:Put*", Resource: "arn:aws:s3:::b" }), "s3:Put*."],
  ["every action on roles", rule, granting({ Action: "iam:PutRole*", Resource: "r" }), "iam:PutRole*."],
  ["an action in the middle", rule, granting({ Action: "ec2:*Instances", Resource: "i" }), "ec2:*Instances."],
  ["a wildcard for the service", rule, granting({ Action: "*:GetObject", Resource: "r" }), "*:GetObject."],
  ["all but some actions", rule, granting({ NotAction: "iam:*", Resource: "r" }), "all but some actions."],
  [
    "all but some resources",
    rule,
    granting({ Action: "s3:GetObject", NotResource: "r" }),
    "but some resources.",
  ],
  ["every resource", rule, granting({ Action: "s3:GetObject", Resource: "*" }), "on every resource."],
  [
    "every bucket",
    rule,
    granting({ Action: "s3:GetObject", Resource: "arn:aws:s3:::*" }),
    "(arn:aws:s3:::*)",
  ],
  [
    "every object of every bucket",
    rule,
    granting({ Action: "s3:GetObject", Resource: "arn:aws:s3:::*/*" }),
    "every",
  ],
  [
    "two stars for resources",
    rule,
    granting({ Action: "s3:GetObject", Resource: "**" }),
    "every resource (**)",
  ],
  ["any ARN", rule, granting({ Action: "s3:GetObject", Resource: "arn:*" }), "every resource (arn:*)"],
  [
    "every role passed on",
    rule,
    granting({ Action: "iam:PassRole", Resource: "arn:aws:iam::1:role/*" }),
    "role/*",
  ],
  [
    "a statement by itself, not in a list",
    rule,
    rolePolicy(json(allow({ Action: "*", Resource: "*" }))),
    "the action *.",
  ],
  [
    "elements in other letters",
    rule,
    rolePolicy(JSON.stringify({ statement: [{ effect: "Allow", action: "*", resource: "*" }] })),
    "the action *.",
  ],
  [
    "an effect that is not known to deny",
    rule,
    rolePolicy(json([{ Effect: "allow", Action: "*", Resource: "*" }])),
    "the action *.",
  ],
  [
    "a policy that Terraform encodes",
    rule,
    (stack) =>
      rolePolicy(
        Fn.jsonencode({ Version: "2012-10-17", Statement: [allow({ Action: "s3:*", Resource: "*" })] }),
      )(stack),
    "action s3:*.",
  ],
  [
    "a policy by an override",
    rule,
    (stack) => {
      rolePolicy(json([allow(onBucket)]))(stack);
      stack.addOverride(
        "resource.aws_iam_role_policy.it.policy",
        json([allow({ Action: "*", Resource: "*" })]),
      );
    },
    "the action *.",
  ],
  [
    "a resource that only an override writes",
    rule,
    (stack) =>
      stack.addOverride("resource.aws_iam_policy.raw", {
        policy: json([allow({ Action: "*", Resource: "*" })]),
      }),
    "[stack/aws_iam_policy.raw] no-wildcard-iam",
  ],
  [
    "a document of the data source",
    rule,
    documented([{ actions: ["*"], resources: ["*"] }]),
    "the action *.",
  ],
  [
    "a single statement of the data source",
    rule,
    documented({ actions: ["s3:GetObject"], resources: ["*"] }),
    "on every resource.",
  ],
  [
    "a source document of the data source",
    rule,
    documented([], { source_policy_documents: [json([allow({ Action: "*", Resource: "r" })])] }),
    "the action *.",
  ],
  [
    "an overriding document of the data source",
    rule,
    documented([{ sid: "It", actions: ["s3:GetObject"], resources: ["r"] }], {
      override_policy_documents: [json([allow({ Sid: "It", Action: "*", Resource: "r" })])],
    }),
    "It allows the action *.",
  ],
  [
    "statements that are written by a dynamic block",
    rule,
    documented(undefined, {
      dynamic: {
        statement: { for_each: ["s3:*"], content: { actions: ["${statement.value}"], resources: ["r"] } },
      },
    }),
    "the action s3:*.",
  ],
  [
    "an inline policy of a role",
    rule,
    (stack) =>
      resource(stack, "aws_iam_role", "it", {
        assume_role_policy: json([
          allow({ Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }),
        ]),
        inline_policy: [{ name: "p", policy: json([allow({ Action: "*", Resource: "*" })]) }],
      }),
    "the action *.",
  ],
  [
    "a user's policy",
    rule,
    (stack) =>
      resource(stack, "aws_iam_user_policy", "it", { policy: json([allow({ Action: "*", Resource: "*" })]) }),
    "the action *.",
  ],
  [
    "a policy that a variable gives",
    rule,
    (stack) => {
      stack.addOverride("variable.policy", { type: "string", default: json([allow(onBucket)]) });
      rolePolicy("${var.policy}")(stack);
    },
    "the policy of policy is unknown at synthesis: ${var.policy}.",
  ],
  [
    "an action that a variable gives",
    rule,
    (stack) => {
      stack.addOverride("variable.action", { type: "string", default: "s3:GetObject" });
      granting({ Action: "${var.action}", Resource: "arn:aws:s3:::b/*" })(stack);
    },
    "unknown at synthesis: ${var.action}.",
  ],
  [
    "a resource that is computed",
    rule,
    granting({ Action: "s3:GetObject", Resource: '${format("arn:aws:s3:::%s", "*")}' }),
    "unknown at synthesis",
  ],
  [
    "a local value with the wildcard",
    rule,
    (stack) => {
      stack.addOverride("locals.action", "*");
      granting({ Action: "${local.action}", Resource: "r" })(stack);
    },
    "the action *.",
  ],
  ["a trust in everyone", rule, trusting({ AWS: "*" }), "allows everyone."],
  ["a trust in everyone, in a list", rule, trusting({ AWS: ["*"] }), "allows everyone."],
  [
    "everyone under a condition that narrows little",
    rule,
    trusting("*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }),
    "everyone.",
  ],
  [
    "a trust in all but some",
    rule,
    trusting(undefined, { NotPrincipal: { AWS: "arn:aws:iam::1:root" } }),
    "everyone but some.",
  ],
  [
    "a trust in an account that is written out",
    rule,
    trusting({ AWS: "999999999999" }),
    "not told to be of this account.",
  ],
  [
    "a trust in another account's root",
    rule,
    trusting({ AWS: rootOf("999999999999") }),
    "999999999999:root, which",
  ],
  [
    "a trust in every account's role",
    rule,
    trusting({ AWS: "arn:aws:iam::*:role/admin" }),
    "everyone who is like",
  ],
  [
    "a trust in an account that a variable gives",
    rule,
    (stack) => {
      stack.addOverride("variable.partner", { type: "string" });
      trusting({ AWS: rootOf("${var.partner}") })(stack);
    },
    "unknown at synthesis",
  ],
  [
    "a trust in the account of another provider",
    rule,
    (stack) => {
      stack.addOverride("data.aws_caller_identity.other", { provider: "aws.other" });
      trusting({ AWS: rootOf("${data.aws_caller_identity.other.account_id}") })(stack);
    },
    "unknown at synthesis",
  ],
  [
    "a trust in an unknown service",
    rule,
    trusting({ Service: "*.example.org" }),
    "the service *.example.org",
  ],
  [
    "every workflow at GitHub",
    rule,
    workflows({ StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } }),
    "every identity of",
  ],
  [
    "every repository of a group",
    rule,
    workflows({ StringLike: { "token.actions.githubusercontent.com:sub": "repo:group/*" } }),
    "every identity of",
  ],
  [
    "all workflows but one",
    rule,
    workflows({ StringNotEquals: { "token.actions.githubusercontent.com:sub": "repo:a/b:ref:x" } }),
    "every identity of",
  ],
  ["a bucket for everyone", rule, bucketPolicy({ Principal: "*" }), "allows everyone."],
  [
    "a bucket for another account",
    rule,
    bucketPolicy({ Principal: { AWS: "999999999999" } }),
    "not told to be",
  ],
  [
    "a bucket for everyone of another account",
    rule,
    bucketPolicy({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": "999999999999" } } }),
    "allows everyone.",
  ],
  [
    "a topic for everyone",
    rule,
    bucketPolicy({ Principal: { AWS: "*" } }, "aws_sns_topic_policy"),
    "everyone.",
  ],
  ["a key for every service", rule, keyPolicy({ Service: "s3.amazonaws.com" }), "the action kms:*."],
  [
    "a bucket with a public access list",
    rule,
    (stack) => resource(stack, "aws_s3_bucket_acl", "it", { acl: "public-read" }),
    "the access list public-read.",
  ],
  [
    "a public access block with a gap",
    rule,
    (stack) =>
      resource(stack, "aws_s3_bucket_public_access_block", "it", {
        bucket: "b",
        block_public_acls: true,
        block_public_policy: false,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      }),
    "without block_public_policy.",
  ],
  [
    "an image for everyone",
    rule,
    (stack) => resource(stack, "aws_ami_launch_permission", "it", { image_id: "ami-1", group: "all" }),
    "for all.",
  ],
  ...[
    "AmazonS3FullAccess",
    "AdministratorAccess",
    "PowerUserAccess",
    "IAMFullAccess",
    "CloudWatchFullAccessV2",
    "ReadOnlyAccess",
    "job-function/SystemAdministrator",
  ].map((name): Violation => [
    `the managed policy ${name}`,
    rule,
    (stack) =>
      resource(stack, "aws_iam_role_policy_attachment", "it", {
        role: "r",
        policy_arn: `arn:aws:iam::aws:policy/${name}`,
      }),
    `the managed policy arn:aws:iam::aws:policy/${name}.`,
  ]),
  [
    "managed policies of a role",
    rule,
    (stack) =>
      resource(stack, "aws_iam_role", "it", {
        assume_role_policy: json([
          allow({ Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }),
        ]),
        managed_policy_arns: ["arn:aws:iam::aws:policy/AmazonEC2FullAccess"],
      }),
    "AmazonEC2FullAccess.",
  ],
  [
    "a managed policy that is looked up",
    rule,
    (stack) => {
      const policy = dataSource(stack, "aws_iam_policy", "p", { name: "AdministratorAccess" });
      resource(stack, "aws_iam_user_policy_attachment", "it", { user: "u", policy_arn: policy("arn") });
    },
    "the managed policy AdministratorAccess.",
  ],
  [
    "a customer's policy that is only named",
    rule,
    (stack) =>
      resource(stack, "aws_iam_group_policy_attachment", "it", {
        group: "g",
        policy_arn: "arn:aws:iam::1:policy/p",
      }),
    "the managed policy arn:aws:iam::1:policy/p.",
  ],
];

export const iamCorrectUses: readonly CorrectUse[] = [
  ["an action on a resource", granting(onBucket)],
  [
    "a family of actions",
    granting({
      Action: ["kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "arn:aws:kms:us-east-1:1:key/k",
    }),
  ],
  [
    "what only looks, on everything",
    granting({ Action: ["ec2:DescribeInstances", "batch:DescribeJobs", "batch:ListJobs"], Resource: "*" }),
  ],
  ["an action without resources", granting({ Action: "ecr:GetAuthorizationToken", Resource: ["*"] })],
  ["jobs of any id", granting({ Action: "batch:TerminateJob", Resource: "arn:aws:batch:us-east-1:1:job/*" })],
  ["a denial of everything", rolePolicy(json([{ Effect: "Deny", Action: "*", Resource: "*" }]))],
  [
    "a denial for everyone",
    (stack) =>
      resource(stack, "aws_s3_bucket_policy", "it", {
        policy: json([{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "r" }]),
      }),
  ],
  [
    "a narrow document of the data source",
    documented([{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] }]),
  ],
  ["a role for a service", trusting({ Service: ["ec2.amazonaws.com"] })],
  ["a role for this account", (stack) => trusting({ AWS: rootOf(account(stack)) })(stack)],
  [
    "a role for another role of the stack",
    (stack) => {
      const other = resource(stack, "aws_iam_role", "other", {
        assume_role_policy: json([
          allow({ Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" } }),
        ]),
      });
      trusting({ AWS: other("arn") })(stack);
    },
  ],
  [
    "a role for one branch at GitHub",
    workflows({
      StringEquals: {
        "token.actions.githubusercontent.com:sub": "repo:group/benchmarks:ref:refs/heads/main",
      },
    }),
  ],
  ["a key that its account decides on", (stack) => keyPolicy({ AWS: rootOf(account(stack)) })(stack)],
  [
    "a bucket for everyone of this account",
    (stack) =>
      bucketPolicy({
        Principal: "*",
        Condition: { StringEquals: { "aws:PrincipalAccount": account(stack) } },
      })(stack),
  ],
  [
    "an endpoint that lets through to one bucket",
    (stack) =>
      resource(stack, "aws_vpc_endpoint_policy", "it", {
        policy: json([allow({ Principal: "*", ...onBucket })]),
      }),
  ],
  [
    "a policy of the stack, attached",
    (stack) => {
      const policy = resource(stack, "aws_iam_policy", "p", { policy: json([allow(onBucket)]) });
      resource(stack, "aws_iam_role_policy_attachment", "it", { role: "r", policy_arn: policy("arn") });
    },
  ],
  [
    "the ECS agent's policy",
    (stack) =>
      resource(stack, "aws_iam_role_policy_attachment", "it", {
        role: "r",
        policy_arn: "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
      }),
  ],
  [
    "a lifecycle policy, which is none of IAM's",
    (stack) => resource(stack, "aws_ecr_lifecycle_policy", "it", { repository: "r", policy: '{"rules":[]}' }),
  ],
];
