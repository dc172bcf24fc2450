import { DescribeComputeEnvironmentsCommand, DescribeJobQueuesCommand } from "@aws-sdk/client-batch";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findTerraform } from "../../policy/support/terraform.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { unavailable } from "../../support/unavailable.ts";
import { runJob } from "./support/run-job.ts";
import { startLocalAws, type LocalAws } from "./support/local-aws.ts";
import { stacksForLocalAws } from "./support/stacks-for-local-aws.ts";
import { terraformStack, type TerraformStack } from "./support/terraform-stack.ts";

// What is left out, and why: the budget, for which moto has no DescribeSubscribersForNotification; the protection of the
// results, or nothing could be destroyed; a second zone, for time. See support/moto-faults.ts for the rest.
const environment = {
  protectResults: false,
  operations: { monthlyBudgetUsd: null },
  network: { zones: 1 },
};

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const larger = {
  ...environment,
  image: { digest },
  fleets: [
    { name: "graviton", instanceType: "c7g.16xlarge" },
    { name: "x86", instanceType: "c7i.4xlarge" },
  ],
};

/**
 * The tests are steps of one deployment. Most of their time the provider sleeps: 30 s and more after each change of a
 * queue. The jobs are simulated: real containers of both architectures are the business of ../job-path.
 */
describe("the synthesised stacks, deployed by Terraform", { timeout: 180_000 }, () => {
  const directory = temporaryDirectory("terraform");
  let missing: string | undefined;
  let aws: LocalAws;
  let foundation: TerraformStack;
  let batch: TerraformStack;
  let operations: TerraformStack;

  beforeAll(async () => {
    const terraform = await findTerraform("5.100.0");
    if ("missing" in terraform) {
      ({ missing } = terraform);
      return;
    }
    const started = await startLocalAws();
    if ("missing" in started) {
      ({ missing } = started);
      return;
    }
    aws = started;
    const [first = "", second = "", third = ""] = stacksForLocalAws(directory, environment, aws);
    foundation = terraformStack(terraform, first);
    batch = terraformStack(terraform, second);
    operations = terraformStack(terraform, third);
    await Promise.all([foundation.init(), batch.init(), operations.init()]);
  });
  beforeEach((context) => {
    if (missing !== undefined) unavailable(context, missing);
  });
  afterAll(() => aws?.close());

  test("are applied, and a second plan finds nothing to change", async () => {
    await foundation.apply();
    const [, , drift] = await Promise.all([batch.apply(), operations.apply(), foundation.plan()]);
    expect(drift).toEqual({});
    expect(await Promise.all([batch.plan(), operations.plan()])).toEqual([{}, {}]);
  });

  test("have queues that run jobs, each on its architecture", async () => {
    const jobs = await Promise.all(["graviton", "x86"].map((fleet) => runJob(aws.client, fleet)));
    expect(jobs.map(({ status }) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    const platforms = jobs.map(({ jobId }) => aws.attempts.find((of) => of.jobId === jobId)?.platform);
    expect(platforms).toEqual(["linux/arm64", "linux/amd64"]);
  });

  test("take another instance type and another image in place", async () => {
    stacksForLocalAws(directory, larger, aws);
    const changes = Object.entries(await batch.plan());
    const byType = changes.map(([address, action]) => `${action} ${address.split(".")[0]}`);
    expect(byType.toSorted()).toEqual([
      "update aws_batch_compute_environment",
      ...Array.from({ length: 4 }, () => "update aws_batch_job_definition"),
    ]);
    await batch.applyPlan();
    const [drift, job] = await Promise.all([batch.plan(), runJob(aws.client, "graviton")]);
    expect(drift).toEqual({});
    expect(job).toMatchObject({ status: "SUCCEEDED", jobDefinition: expect.stringMatching(/:2$/) as string });
    const attempt = aws.attempts.find(({ jobId }) => jobId === job.jobId);
    expect(attempt?.container.image).toMatch(new RegExp(`@${digest}$`));
    expect(attempt?.vcpus, "of 64").toBeGreaterThan(16);
  });

  test("are destroyed, and nothing of them is left in Batch", async () => {
    await Promise.all([batch.destroy(), operations.destroy()]);
    await foundation.destroy();
    expect(await aws.client.send(new DescribeJobQueuesCommand())).toMatchObject({ jobQueues: [] });
    expect(await aws.client.send(new DescribeComputeEnvironmentsCommand())).toMatchObject({
      computeEnvironments: [],
    });
  });
});
