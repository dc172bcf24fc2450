import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup/index.js";
import { BatchComputeEnvironment } from "@cdktf/provider-aws/lib/batch-compute-environment/index.js";
import { BatchJobDefinition } from "@cdktf/provider-aws/lib/batch-job-definition/index.js";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { SecurityGroupRule } from "@cdktf/provider-aws/lib/security-group-rule/index.js";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { describe, expect, test } from "vitest";
import { encrypted } from "../../../infra/guardrails/encrypted.ts";
import type { Guardrail } from "../../../infra/guardrails/guardrail.ts";
import { imdsv2 } from "../../../infra/guardrails/imdsv2.ts";
import { jobFitsInstance } from "../../../infra/guardrails/job-fits-instance.ts";
import { logRetention } from "../../../infra/guardrails/log-retention.ts";
import { noPublicIngress } from "../../../infra/guardrails/no-public-ingress.ts";
import { noWildcardIam } from "../../../infra/guardrails/no-wildcard-iam.ts";
import type { Construct } from "../../../infra/cdk.ts";
import { policyDocument, type Statement } from "../../../infra/iam/policy-document.ts";
import { faultsOf } from "../support/guardrail-stack.ts";

/** What each guardrail says of one resource; an empty text where it is right. */
type Case = readonly [title: string, build: (scope: Construct) => unknown, said: string];

function cases(guardrail: Guardrail, rows: readonly Case[]) {
  test.each(rows)("%s", (_, build, said) => {
    const faults = faultsOf(guardrail, (stack) => void build(stack)).join("\n");
    if (said === "") expect(faults).toBe("");
    else expect(faults).toContain(said);
  });
}

const rolePolicy = (statement: Omit<Statement, "sid">) => (scope: Construct) =>
  new IamRolePolicy(scope, "policy", { role: "role", policy: policyDocument([{ sid: "It", ...statement }]) });

describe("no-wildcard-iam", () => {
  cases(noWildcardIam, [
    [
      "an action on a resource",
      rolePolicy({ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] }),
      "",
    ],
    ["every action", rolePolicy({ actions: ["*"], resources: ["arn"] }), "It allows the action *."],
    [
      "every action of a service",
      rolePolicy({ actions: ["s3:*"], resources: ["arn"] }),
      "It allows the action s3:*.",
    ],
    [
      "kms:* in a role",
      rolePolicy({ actions: ["kms:*"], resources: ["arn"] }),
      "It allows the action kms:*.",
    ],
    [
      "every resource",
      rolePolicy({ actions: ["s3:GetObject"], resources: ["*"] }),
      "It allows s3:GetObject on every",
    ],
    [
      "an action without resource",
      rolePolicy({ actions: ["ecr:GetAuthorizationToken"], resources: ["*"] }),
      "",
    ],
    ["a denial of everything", rolePolicy({ effect: "Deny", actions: ["*"], resources: ["*"] }), ""],
    [
      "a trust in everyone",
      (scope) =>
        new IamRole(scope, "role", {
          assumeRolePolicy: policyDocument([
            { sid: "It", actions: ["sts:AssumeRole"], principals: { AWS: ["*"] } },
          ]),
        }),
      "It allows everyone.",
    ],
    [
      "a bucket for everyone",
      (scope) =>
        new S3BucketPolicy(scope, "policy", {
          bucket: "b",
          policy: policyDocument([
            { sid: "It", principals: "*", actions: ["s3:GetObject"], resources: ["arn"] },
          ]),
        }),
      "It allows everyone.",
    ],
    [
      "a managed policy of full access",
      (scope) =>
        new IamRolePolicyAttachment(scope, "a", {
          role: "r",
          policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
        }),
      "the managed policy arn:aws:iam::aws:policy/AmazonS3FullAccess.",
    ],
  ]);
});

describe("no-public-ingress", () => {
  const open = { fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] };
  cases(noPublicIngress, [
    ["a private range", (scope) => ingress(scope, { cidrIpv4: "10.0.0.0/8" }), ""],
    ["every IPv4 address", (scope) => ingress(scope, { cidrIpv4: "0.0.0.0/0" }), "ingress from 0.0.0.0/0."],
    ["every IPv6 address", (scope) => ingress(scope, { cidrIpv6: "::/0" }), "ingress from ::/0."],
    [
      "an inline rule",
      (scope) => new SecurityGroup(scope, "g", { ingress: [open] }),
      "ingress from 0.0.0.0/0.",
    ],
    [
      "a rule of the older kind",
      (scope) =>
        new SecurityGroupRule(scope, "r", {
          type: "ingress",
          protocol: "tcp",
          securityGroupId: "g",
          ...open,
        }),
      "ingress from 0.0.0.0/0.",
    ],
    [
      "an egress rule",
      (scope) =>
        new SecurityGroupRule(scope, "r", { type: "egress", protocol: "tcp", securityGroupId: "g", ...open }),
      "",
    ],
    [
      "a subnet with public addresses",
      (scope) => new Subnet(scope, "s", { vpcId: "vpc-1", mapPublicIpOnLaunch: true }),
      "a subnet that gives instances public addresses.",
    ],
    [
      "a template with public addresses",
      (scope) =>
        new LaunchTemplate(scope, "t", { networkInterfaces: [{ associatePublicIpAddress: "true" }] }),
      "a template that gives instances public addresses.",
    ],
  ]);
});

describe("encrypted", () => {
  const ebs = (value: string) => ({
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: value } }],
  });
  const workgroup =
    (encryptionOption: string, enforceWorkgroupConfiguration: boolean) => (scope: Construct) =>
      new AthenaWorkgroup(scope, "w", {
        name: "w",
        configuration: {
          enforceWorkgroupConfiguration,
          resultConfiguration: { encryptionConfiguration: { encryptionOption, kmsKeyArn: "arn" } },
        },
      });
  cases(encrypted, [
    ["a bucket by itself", (scope) => new S3Bucket(scope, "b"), "aws_s3_bucket that is not encrypted."],
    ["a registry by itself", (scope) => new EcrRepository(scope, "r", { name: "r" }), "aws_ecr_repository"],
    ["a log group by itself", (scope) => new CloudwatchLogGroup(scope, "l"), "aws_cloudwatch_log_group"],
    ["a topic by itself", (scope) => new SnsTopic(scope, "t"), "aws_sns_topic"],
    ["a queue by itself", (scope) => new SqsQueue(scope, "q"), "aws_sqs_queue"],
    ["a queue with SSE", (scope) => new SqsQueue(scope, "q", { sqsManagedSseEnabled: true }), ""],
    ["a template without volumes", (scope) => new LaunchTemplate(scope, "t", {}), "aws_launch_template"],
    ["a plain volume", (scope) => new LaunchTemplate(scope, "t", ebs("false")), "aws_launch_template"],
    [
      "a workgroup by itself",
      (scope) => new AthenaWorkgroup(scope, "w", { name: "w" }),
      "aws_athena_workgroup",
    ],
    ["a workgroup of answers with a key", workgroup("SSE_KMS", true), ""],
    ["one of answers with S3's key", workgroup("SSE_S3", true), "aws_athena_workgroup"],
    ["one that clients set aside", workgroup("SSE_KMS", false), "aws_athena_workgroup"],
    ["an encrypted volume", (scope) => new LaunchTemplate(scope, "t", ebs("true")), ""],
  ]);
});

describe("imdsv2", () => {
  const options = (httpTokens: string, httpPutResponseHopLimit: number) => (scope: Construct) =>
    new LaunchTemplate(scope, "t", { metadataOptions: { httpTokens, httpPutResponseHopLimit } });
  const environment = (scope: Construct, launchTemplateId?: string) =>
    new BatchComputeEnvironment(scope, "e", {
      type: "MANAGED",
      computeResources: {
        type: "EC2",
        maxVcpus: 16,
        subnets: [],
        ...(launchTemplateId && { launchTemplate: { launchTemplateId, version: "$Latest" } }),
      },
    });
  cases(imdsv2, [
    ["tokens required", options("required", 1), ""],
    ["tokens optional", options("optional", 1), 'http_tokens "optional".'],
    ["two hops, as containers need", options("required", 2), ""],
    ["three hops", options("required", 3), "a hop limit of 3."],
    ["nothing said", (scope) => new LaunchTemplate(scope, "t", {}), 'http_tokens "not set".'],
    ["an environment with its template", (scope) => environment(scope, options("required", 1)(scope).id), ""],
    ["an environment without one", (scope) => environment(scope), "launch template is missing or unknown."],
    ["an environment with some template", (scope) => environment(scope, "lt-1"), "missing or unknown."],
  ]);
});

describe("job-fits-instance", () => {
  const containerProperties = JSON.stringify({ image: "i", resourceRequirements: [] });
  cases(jobFitsInstance, [
    [
      "a job outside a fleet",
      (scope) => new BatchJobDefinition(scope, "j", { name: "j", type: "container", containerProperties }),
      "a job whose instance is unknown.",
    ],
  ]);
});

describe("log-retention", () => {
  const group = (retentionInDays?: number) => (scope: Construct) =>
    new CloudwatchLogGroup(scope, "l", retentionInDays === undefined ? {} : { retentionInDays });
  cases(logRetention, [
    ["a year", group(365), ""],
    ["a month", group(30), "retention of 30 days."],
    ["for ever", group(0), "retention of logs for ever."],
    ["nothing said", group(), "retention of logs for ever."],
  ]);
});

function ingress(scope: Construct, range: { cidrIpv4?: string; cidrIpv6?: string }) {
  return new VpcSecurityGroupIngressRule(scope, "r", { securityGroupId: "g", ipProtocol: "tcp", ...range });
}
