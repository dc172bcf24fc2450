import { describe, expect, test } from "vitest";
import { ofType, resourcesOf, statements, type Resource } from "./support/synthesised.ts";

const resources = resourcesOf();
const roles = ofType(resources, "aws_iam_role");
const policies = ofType(resources, "aws_iam_role_policy", "aws_iam_policy");

test("no policy has a wildcard action, nor a wildcard resource but where AWS knows no other (CKV_AWS_62, 63, CKV2_AWS_40)", () => {
  const everywhere = policies
    .flatMap(({ attributes }) => statements(attributes["policy"]))
    .filter(({ Resource = [], Action }) => {
      expect(Action.filter((action) => action === "*" || action.endsWith(":*"))).toEqual([]);
      return Resource.includes("*");
    });
  const following = ["batch:DescribeJobs", "batch:ListJobs"];
  expect(everywhere.map(({ Action }) => Action)).toEqual([
    following,
    following,
    ["ecr:GetAuthorizationToken"],
    ["batch:DescribeComputeEnvironments"],
    ["batch:ListJobs"],
  ]);
});

describe.each(roles.map((role) => [role.path, role] as const))("%s", (path, { attributes }) => {
  const [trust] = statements(attributes["assume_role_policy"]);

  test("is assumed by one service, for this account (CKV_AWS_60, 61)", () => {
    expect(Object.keys(trust?.Principal ?? {})).toEqual(["Service"]);
    const [service = ""] = Object.values(trust?.Principal as Record<string, string[]>).flat();
    const ofThisAccount = expect.objectContaining({
      StringEquals: { "aws:SourceAccount": "${data.aws_caller_identity.current.account_id}" },
    }) as object;
    // For these two no source is documented: a condition could be one that never holds.
    const isUnconditional = service === "ec2.amazonaws.com" || path.includes("/roles/execution/");
    expect(trust?.Condition).toEqual(isUnconditional ? undefined : ofThisAccount);
  });

  test("says what it is for", () => {
    expect(attributes["description"]).toMatch(/GEOS-Chem/);
  });
});

const actionsOf = (path: string) =>
  policies
    .filter((policy) => policy.path.startsWith(`geos-chem-batch/${path}/`))
    .flatMap(({ attributes }) => statements(attributes["policy"]).flatMap(({ Action }) => Action))
    .sort();

test("a job may read input data and write results, and nothing else", () => {
  expect(actionsOf("roles/job")).toEqual([
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "s3:AbortMultipartUpload",
    "s3:GetObject",
    "s3:GetObject",
    "s3:ListBucket",
    "s3:ListBucket",
    "s3:PutObject",
  ]);
});

describe("a closing job", () => {
  const granted = (environment: object, sids: readonly string[]) =>
    ofType(resourcesOf(environment), "aws_iam_role_policy")
      .filter(({ path }) => path.startsWith("geos-chem-batch/roles/closing/"))
      .flatMap(({ attributes }) => statements(attributes["policy"]))
      .filter(({ Sid }) => sids.includes(Sid))
      .map(({ Action, Resource }) => [Action, Resource]);
  const account = "${data.aws_caller_identity.current.account_id}";

  test("may read and write results, and nothing else, where there is neither site nor topic to reach", () => {
    expect(actionsOf("roles/closing")).toEqual([
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "s3:AbortMultipartUpload",
      "s3:GetObject",
      "s3:ListBucket",
      "s3:PutObject",
    ]);
  });

  test("may fill the site, tell its distribution and publish to the topic, of these alone", () => {
    const environment = { site: true, operations: { emails: ["chemistry@example.org"] } };
    expect(granted(environment, ["FillSite", "ListSite", "ForgetPages", "PublishNews"])).toEqual([
      [
        ["s3:PutObject", "s3:GetObject", "s3:DeleteObject"],
        [`arn:aws:s3:::geos-chem-bench-site-${account}/*`],
      ],
      [["cloudfront:CreateInvalidation"], [expect.stringMatching(/distribution/) as string]],
      [["s3:ListBucket"], [`arn:aws:s3:::geos-chem-bench-site-${account}`]],
      [["sns:Publish"], [`arn:aws:sns:us-east-1:${account}:geos-chem`]],
    ]);
  });
});

test("of other people's buckets a job may read those that are configured, and write none", () => {
  const foreign = (all: readonly Resource[]) =>
    ofType(all, "aws_iam_role_policy")
      .filter(({ path }) => path.includes("/roles/job/"))
      .flatMap(({ attributes }) => statements(attributes["policy"]))
      .filter(({ Resource = [] }) => Resource.some((arn) => /s3:::(?!geos-chem-bench-results-)/.test(arn)))
      .map(({ Action, Resource }) => [Action, Resource]);
  expect(foreign(resources)).toEqual([
    [["s3:ListBucket"], ["arn:aws:s3:::geos-chem", "arn:aws:s3:::gcgrid"]],
    [["s3:GetObject"], ["arn:aws:s3:::geos-chem/*", "arn:aws:s3:::gcgrid/*"]],
  ]);
  expect(foreign(resourcesOf({ inputBuckets: [] }))).toEqual([]);
});

test("the execution role may pull the image and open log streams, and nothing else", () => {
  expect(actionsOf("roles/execution")).toEqual([
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetAuthorizationToken",
    "ecr:GetDownloadUrlForLayer",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ]);
});

test("instances have the managed policy of the ECS agent and no other", () => {
  const attached = ofType(resources, "aws_iam_role_policy_attachment").map(
    ({ attributes }) => attributes["policy_arn"],
  );
  expect(attached).toEqual(["arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"]);
  expect(actionsOf("instance-role")).toEqual([]);
});

test("the role of the flow logs may find its group before it writes, and write to no other", () => {
  const granted = policies
    .filter(({ path }) => path.includes("/flow-logs/role/"))
    .flatMap(({ attributes }) =>
      statements(attributes["policy"]).map(({ Action, Resource }) => [Action, Resource]),
    );
  const group = "arn:aws:logs:us-east-1:${data.aws_caller_identity.current.account_id}:log-group";
  expect(granted).toEqual(
    expect.arrayContaining([
      [["logs:CreateLogStream", "logs:PutLogEvents"], [`${group}:/geos-chem/flow-logs:*`]],
      [["logs:DescribeLogGroups"], [`${group}:*`]],
      [["logs:DescribeLogStreams"], [`${group}:/geos-chem/flow-logs`, `${group}:/geos-chem/flow-logs:*`]],
    ]),
  );
  expect(granted).toHaveLength(3);
});
