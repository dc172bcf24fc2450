import { describe, expect, test } from "vitest";
import { block, ofType, resourcesOf, statements } from "./support/synthesised.ts";

describe("the role of CI", () => {
  const resources = resourcesOf({ ci: { githubRepository: "group/benchmarks" } });
  const inCi = (type: string) => ofType(resources, type).filter(({ path }) => path.includes("/ci/"));

  test("is for one branch of one repository (CKV_AWS_358)", () => {
    const [role] = inCi("aws_iam_role");
    const [trust] = statements(role?.attributes["assume_role_policy"]);
    expect(trust?.Action).toEqual(["sts:AssumeRoleWithWebIdentity"]);
    expect(trust?.Condition).toEqual({
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:group/benchmarks:ref:refs/heads/main",
      },
    });
  });

  test("may push to one repository and nothing else", () => {
    const allowed = inCi("aws_iam_role_policy").flatMap(({ attributes }) => statements(attributes["policy"]));
    expect(allowed.every(({ Action }) => Action.every((action) => action.startsWith("ecr:")))).toBe(true);
    expect(allowed.find(({ Sid }) => Sid === "PushImage")?.Resource).toEqual([
      "arn:aws:ecr:us-east-1:${data.aws_caller_identity.current.account_id}:repository/geos-chem",
    ]);
  });

  test("can use a provider that is already registered", () => {
    const ci = { githubRepository: "group/benchmarks", createProvider: false };
    expect(ofType(resourcesOf({ ci }), "aws_iam_openid_connect_provider")).toEqual([]);
    expect(inCi("aws_iam_openid_connect_provider")).toHaveLength(1);
  });
});

describe("the site", () => {
  const resources = resourcesOf({ site: true });

  test("is read by its distribution only, over TLS", () => {
    const policy = ofType(resources, "aws_s3_bucket_policy").find(({ path }) => path.includes("/site/"));
    const allowed = statements(policy?.attributes["policy"]).filter(({ Effect }) => Effect === "Allow");
    expect(allowed).toMatchObject([
      {
        Principal: { Service: ["cloudfront.amazonaws.com"] },
        Action: ["s3:GetObject"],
        Condition: { StringEquals: { "aws:SourceArn": "${aws_cloudfront_distribution.site.arn}" } },
      },
    ]);
    const [distribution] = ofType(resources, "aws_cloudfront_distribution");
    expect(block(distribution?.attributes["default_cache_behavior"])["viewer_protocol_policy"]).toBe(
      "redirect-to-https",
    );
    expect(ofType(resources, "aws_cloudfront_origin_access_control")[0]?.attributes).toMatchObject({
      signing_behavior: "always",
    });
  });

  test("is not there unless asked for", () => {
    expect(ofType(resourcesOf(), "aws_cloudfront_distribution")).toEqual([]);
  });
});

describe("the policies for people", () => {
  const resources = resourcesOf();
  const named = (name: string) =>
    statements(
      ofType(resources, "aws_iam_policy").find(({ attributes }) => attributes["name"] === name)?.attributes[
        "policy"
      ],
    );
  const account = "${data.aws_caller_identity.current.account_id}";

  test("let submitters submit to these queues and definitions, follow and read", () => {
    const submit = named("geos-chem-submit-us-east-1");
    const [jobs, orders, key, ...reading] = submit;
    expect(jobs?.Action).toEqual(["batch:SubmitJob"]);
    const region = `arn:aws:batch:us-east-1:${account}`;
    expect(jobs?.Resource).toEqual([
      `${region}:job-queue/geos-chem-graviton-queue`,
      `${region}:job-queue/geos-chem-x86-queue`,
      ...["benchmark", "classic", "closing", "multinode"].flatMap((kind) => [
        `${region}:job-definition/geos-chem-*-${kind}`,
        `${region}:job-definition/geos-chem-*-${kind}:*`,
      ]),
    ]);
    // What a closing job has to know, and nothing else of the results.
    expect(orders).toMatchObject({
      Action: ["s3:PutObject"],
      Resource: [`arn:aws:s3:::geos-chem-bench-results-${account}/results/plans/*`],
    });
    expect(key?.Action).toEqual(["kms:GenerateDataKey"]);
    expect(reading).toEqual(named("geos-chem-read-us-east-1"));
  });

  test("let readers change nothing", () => {
    const actions = named("geos-chem-read-us-east-1").flatMap(({ Action }) => Action);
    expect(actions.toSorted()).toEqual([
      "batch:DescribeJobs",
      "batch:ListJobs",
      "kms:Decrypt",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "s3:GetObject",
      "s3:ListBucket",
    ]);
  });

  test("are attached to nobody", () => {
    const attached = ofType(resources, "aws_iam_role_policy_attachment").map(
      ({ attributes }) => attributes["policy_arn"],
    );
    expect(attached.filter((arn) => !String(arn).startsWith("arn:aws:iam::aws:policy/"))).toEqual([]);
  });
});
