import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeJobQueuesCommand } from "@aws-sdk/client-batch";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findTerraform } from "../../policy/support/terraform.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { isThorough, onlyThorough } from "../../support/thorough.ts";
import { unavailable } from "../../support/unavailable.ts";
import { startLocalAws, type LocalAws } from "./support/local-aws.ts";
import { runJob } from "./support/run-job.ts";
import { stacksForLocalAws } from "./support/stacks-for-local-aws.ts";
import { terraformStack, type TerraformStack } from "./support/terraform-stack.ts";

// See apply.test.ts for what is left out, and why.
const environment = {
  protectResults: false,
  operations: { monthlyBudgetUsd: null },
  network: { zones: 2, egress: "interface-endpoints" },
};
const fleet = { name: "cores-spot", instanceType: "c7i.4xlarge", spot: true, smt: false };
const withFleet = (more: object) => ({ ...environment, fleets: [{ ...fleet, ...more }] });

/**
 * A Spot fleet with hyper-threads off, in two zones. What of it is replaced rather than updated would take the name of
 * what is still there, and so end the apply half-way: the provider decides which, and it is asked here.
 */
describe("a Spot fleet that is deployed", () => {
  const directory = temporaryDirectory("update-in-place");
  let missing: string | undefined;
  let aws: LocalAws;
  let foundation: TerraformStack;
  let batch: TerraformStack;
  let batchDirectory: string;

  beforeAll(async () => {
    if (!isThorough) return;
    const terraform = await findTerraform();
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
    const [first = "", second = ""] = stacksForLocalAws(directory, withFleet({}), aws);
    batchDirectory = second;
    foundation = terraformStack(terraform, first);
    batch = terraformStack(terraform, second);
    await Promise.all([foundation.init(), batch.init()]);
    await foundation.apply();
    await batch.apply();
  });
  beforeEach((context) => {
    onlyThorough(context, "a Spot fleet");
    if (missing !== undefined) unavailable(context, missing);
  });
  afterAll(() => aws?.close());

  test("has nothing to change at once", async () => {
    expect(await batch.plan()).toEqual({});
  });

  // One plan shows it for each: a single change that forces a replacement would make one of the whole.
  test("is updated in place by every change of it at once, and runs jobs then", async () => {
    const changed = { instanceType: "c7i.16xlarge", smt: true, scratchGiB: 200, maxInstances: 9 };
    stacksForLocalAws(directory, withFleet(changed), aws);
    changeComputeResources(batchDirectory, {
      security_group_ids: ["sg-0123456789abcdef0"],
      subnets: ["subnet-0123456789abcdef0"],
      ec2_configuration: [{ image_type: "ECS_AL2023_NVIDIA" }],
    });
    const plan = Object.entries(await batch.plan());
    expect(plan.map(([address, action]) => `${action} ${address.split(".")[0]}`).toSorted()).toEqual([
      "update aws_batch_compute_environment",
      "update aws_batch_job_definition",
      "update aws_batch_job_definition",
      "update aws_batch_job_definition",
      "update aws_launch_template",
    ]);
    await batch.applyPlan();
    const [drift, job] = await Promise.all([batch.plan(), runJob(aws.client, fleet.name)]);
    expect(drift).toEqual({});
    expect(job.status).toBe("SUCCEEDED");
  });

  test("is destroyed, and nothing of it is left in Batch", async () => {
    await batch.destroy();
    await foundation.destroy();
    expect(await aws.client.send(new DescribeJobQueuesCommand())).toMatchObject({ jobQueues: [] });
  });
});

/** What no environment can be asked to change. */
function changeComputeResources(stack: string, change: object): void {
  const file = join(stack, "cdk.tf.json");
  const json = JSON.parse(readFileSync(file, "utf8")) as {
    resource: { aws_batch_compute_environment: Record<string, { compute_resources: object }> };
  };
  for (const { compute_resources } of Object.values(json.resource.aws_batch_compute_environment))
    Object.assign(compute_resources, change);
  writeFileSync(file, JSON.stringify(json));
}
