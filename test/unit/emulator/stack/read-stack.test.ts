import { cpSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readStack } from "../../../../emulator/stack/read-stack.ts";
import { stackDirectories } from "../../../../emulator/stack/stack-directories.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

/**
 * Two stacks as CDKTF 0.21 writes them: bucket, registry and network in one; roles, compute environments, queues, a
 * scheduling policy and job definitions in the other, which refers to the first through its remote state
 * (test/fixtures/stack/synthesise.ts).
 */
const fixture = path.resolve(import.meta.dirname, "../../../fixtures/stack");
const account = "000000000000";

describe("a synthesised stack", () => {
  const model = readStack(stackDirectories(fixture));

  test("no expression is left", () => {
    expect(JSON.stringify(model)).not.toContain("${");
    expect(model).toMatchObject({ region: "eu-west-1", accountId: account });
  });

  test("buckets, with names that hold the account", () => {
    expect(model.buckets).toEqual([`gcbench-results-${account}`]);
  });

  test("log groups that exist from the start", () => {
    expect(model.logGroups).toEqual(["/gcbench/jobs"]);
  });

  test("compute environments in the SDK's shape", () => {
    const [arm, spot] = model.computeEnvironments;
    expect(arm).toMatchObject({
      computeEnvironmentName: "gcbench-arm64",
      computeEnvironmentArn: `arn:aws:batch:eu-west-1:${account}:compute-environment/gcbench-arm64`,
      state: "ENABLED",
      status: "VALID",
      containerOrchestrationType: "ECS",
      tags: { project: "gcbench" },
      computeResources: {
        type: "EC2",
        instanceTypes: ["c7g.4xlarge", "c7g.16xlarge"],
        minvCpus: 0,
        maxvCpus: 64,
        desiredvCpus: 0,
        instanceRole: `arn:aws:iam::${account}:instance-profile/gcbench-instance`,
        subnets: [expect.stringMatching(/^subnet-[0-9a-f]{17}$/)],
        securityGroupIds: [expect.stringMatching(/^sg-[0-9a-f]{17}$/)],
        ec2Configuration: [{ imageType: "ECS_AL2023" }],
        launchTemplate: { launchTemplateId: expect.stringMatching(/^lt-[0-9a-f]{17}$/), version: "$Latest" },
      },
    });
    expect(spot).toMatchObject({
      computeEnvironmentName: expect.stringMatching(/^gcbench-x86-[0-9a-f]{12}$/),
      state: "ENABLED",
      serviceRole: expect.stringContaining("AWSServiceRoleForBatch"),
      computeResources: {
        type: "SPOT",
        bidPercentage: 80,
        allocationStrategy: "SPOT_PRICE_CAPACITY_OPTIMIZED",
      },
    });
  });

  test("queues lead to their compute environments by ARN", () => {
    const arns = model.computeEnvironments.map(({ computeEnvironmentArn }) => computeEnvironmentArn);
    expect(
      model.jobQueues.map(({ computeEnvironmentOrder }) => computeEnvironmentOrder?.[0]?.computeEnvironment),
    ).toEqual(arns);
    expect(model.jobQueues[0]).toMatchObject({
      jobQueueName: "gcbench-arm64",
      jobQueueArn: `arn:aws:batch:eu-west-1:${account}:job-queue/gcbench-arm64`,
      priority: 10,
      jobStateTimeLimitActions: [{ action: "CANCEL", maxTimeSeconds: 86400, state: "RUNNABLE" }],
    });
    expect(model.jobQueues[1]?.schedulingPolicyArn).toBe(
      `arn:aws:batch:eu-west-1:${account}:scheduling-policy/fair`,
    );
  });

  test("job definitions are what Terraform would register", () => {
    const [benchmark, encoded] = model.jobDefinitions;
    expect(benchmark).toMatchObject({
      jobDefinitionName: "gcbench-arm64",
      parameters: { configJson: "{}", outputPath: `s3://gcbench-results-${account}/results` },
      containerProperties: {
        image: `${account}.dkr.ecr.eu-west-1.amazonaws.com/geos-chem-bench:latest`,
        command: ["--benchmark", "Ref::configJson", "--output-path", "Ref::outputPath"],
        jobRoleArn: `arn:aws:iam::${account}:role/gcbench-job`,
        executionRoleArn: `arn:aws:iam::${account}:role/x`,
        environment: [{ name: "AWS_REGION", value: "eu-west-1" }],
      },
      retryStrategy: {
        attempts: 3,
        evaluateOnExit: [
          { action: "RETRY", onStatusReason: "Host EC2*" },
          { action: "EXIT", onReason: "*" },
        ],
      },
      timeout: { attemptDurationSeconds: 3600 },
      propagateTags: true,
    });
    expect(encoded?.containerProperties?.resourceRequirements).toEqual([
      { type: "VCPU", value: "1" },
      { type: "MEMORY", value: "2048" },
    ]);
  });

  test("ids are the same on every run", () => {
    expect(readStack(stackDirectories(fixture))).toEqual(model);
  });
});

describe("what cannot be read is refused, by name", () => {
  test.each([
    [
      "an attribute that only AWS knows",
      ["aws_iam_role.job-role.arn", "aws_iam_role.job-role.unique_id"],
      "unresolved-expression",
      /aws_batch_job_definition\.benchmark \(stack batch\), container_properties: cannot resolve .*Only AWS knows unique_id of aws_iam_role\.job-role/s,
    ],
    [
      "a resource that is not there",
      ["${aws_batch_compute_environment.fleet-arm64.arn}", "${aws_batch_compute_environment.gone.arn}"],
      "unresolved-expression",
      /aws_batch_job_queue\.queue-arm64 .*compute_environment.*There is no aws_batch_compute_environment\.gone in stack batch/s,
    ],
    [
      "an output of no stack",
      ["outputs.cross-stack-output-aws_subnetsubnet-0id", "outputs.nothing"],
      "unresolved-expression",
      /Stack storage has no output nothing/,
    ],
    [
      "nothing, where the local Batch does not look",
      ['"share_decay_seconds": 3600', '"share_decay_seconds": "${uuid()}"'],
      undefined,
      undefined,
    ],
    ["a value of the wrong type", ['"max_vcpus": 64', '"max_vcpus": "many"'], "invalid-stack", /max_vcpus/],
    ["an enum", ['"state": "ENABLED"', '"state": "ON"'], "invalid-stack", /allowed: .*"ENABLED"/],
    [
      "a repeated resource",
      ['"name": "gcbench-encoded"', '"count": 2, "name": "gcbench-encoded"'],
      "unresolved-expression",
      /uses count/,
    ],
    [
      "a job definition that Batch would refuse",
      [String.raw`\"readonlyRootFilesystem\":true`, String.raw`\"readonlyRootFilesystem\":\"yes\"`],
      "invalid-job-definition",
      /STRING_VALUE can not be converted to a Boolean \(at containerProperties\.readonlyRootFilesystem\)/,
    ],
    [
      "container properties that are not JSON",
      [String.raw`\"user\":\"10001\"`, String.raw`\"user\":`],
      "invalid-stack",
      /container_properties: .*is not JSON/,
    ],
    [
      "a reference in a circle",
      ['"name": "gcbench-job"', '"name": "${aws_iam_role.job-role.id}"'],
      "unresolved-expression",
      /refers to itself/,
    ],
  ] as const)("%s", (_, [from, to], code, message) => {
    const read = () => readStack(stackDirectories(changed(from, to)));
    if (code === undefined) {
      expect(read).not.toThrow();
      return;
    }
    expect(read).toThrow(message);
    expect(read).toThrow(expect.objectContaining({ code }));
  });

  test("a folder without a synthesised stack", () => {
    expect(() => stackDirectories(os.tmpdir())).toThrow(expect.objectContaining({ code: "no-stacks" }));
    expect(() => readStack([os.tmpdir()])).toThrow(expect.objectContaining({ code: "no-stacks" }));
  });
});

/** A copy of the fixture with one text replaced everywhere. */
function changed(from: string, to: string): string {
  const copy = temporaryDirectory("stack");
  cpSync(fixture, copy, { recursive: true });
  const file = path.join(copy, "stacks/batch/cdk.tf.json");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replaceAll(from, to));
  return copy;
}
