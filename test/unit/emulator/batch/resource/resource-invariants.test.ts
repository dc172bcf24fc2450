import type { ComputeEnvironmentDetail, JobQueueDetail } from "@aws-sdk/client-batch";
import {
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  nat,
  oneof,
  record,
  uniqueArray,
  type Arbitrary,
} from "fast-check";
import { expect, it } from "vitest";
import { BatchClientError } from "../../../../../emulator/ports/batch-api.ts";
import { computeResources, filledBatch } from "../resource-calls.ts";

const environmentName = constantFrom("a", "b");
const queueName = constantFrom("q", "r");
// DISABLED mostly, or hardly anything would ever be deleted.
const state = constantFrom("ENABLED", "DISABLED", "DISABLED");
const instanceTypes = constantFrom("c7g.4xlarge", "c7g.16xlarge", "c7i.4xlarge").map((name) => [name]);
const order = uniqueArray(environmentName, { minLength: 1 }).map((names) =>
  names.map((computeEnvironment, index) => ({ order: index, computeEnvironment })),
);

const inputs = {
  CreateComputeEnvironment: record({
    computeEnvironmentName: environmentName,
    type: constant("MANAGED"),
    computeResources: instanceTypes.map((types) => computeResources({ instanceTypes: types })),
  }),
  UpdateComputeEnvironment: record(
    { computeEnvironment: environmentName, state, computeResources: record({ instanceTypes }) },
    { requiredKeys: ["computeEnvironment"] },
  ),
  DeleteComputeEnvironment: record({ computeEnvironment: environmentName }),
  CreateJobQueue: record({ jobQueueName: queueName, priority: nat(3), computeEnvironmentOrder: order }),
  UpdateJobQueue: record(
    { jobQueue: queueName, state, computeEnvironmentOrder: order },
    { requiredKeys: ["jobQueue"] },
  ),
  DeleteJobQueue: record({ jobQueue: queueName }),
  SubmitJob: record({ jobName: constant("job"), jobQueue: queueName, jobDefinition: constant("job") }),
};

/** One request of any kind and the time after it. Many are refused: that too must leave everything whole. */
const steps = array(
  record({
    request: oneof(
      ...Object.entries(inputs).map(([operation, input]) =>
        record({ operation: constant(operation), input: input as Arbitrary<object> }),
      ),
    ),
    waitMs: constantFrom(0, 250, 250, 250, 5000),
  }),
  { minLength: 20, maxLength: 80, size: "max" },
);

it("no sequence of requests leaves a queue without its environments, or a job without its queue", async () => {
  const property = asyncProperty(steps, async (given) => {
    const { call, clock, batch } = await filledBatch({
      plan: () => ({ durationMs: 2000, onSigterm: "ignores" }),
    });
    const open = new Map<string, string>();
    batch.events.on("jobStateChange", ({ detail: { jobId = "", status = "", jobQueue = "" } }) => {
      if (status === "SUCCEEDED" || status === "FAILED") open.delete(jobId);
      else open.set(jobId, jobQueue);
    });
    for (const { request, waitMs } of given) {
      attempt(() => call(request.operation, request.input));
      await clock.advance(waitMs);
      expectWhole(call, open);
    }
    await clock.runOut();
    // A job may wait for an environment that nobody enables again; nothing is left half done.
    const { queues, environments } = expectWhole(call, open);
    for (const { status } of [...queues, ...environments]) expect(status).toBe("VALID");
  });
  await assert(property, { numRuns: 100 });
});

function attempt(request: () => unknown): void {
  try {
    request();
  } catch (error) {
    if (!(error instanceof BatchClientError)) throw error;
  }
}

function expectWhole(call: (operation: string, input: object) => unknown, open: Map<string, string>) {
  const { computeEnvironments: environments } = call("DescribeComputeEnvironments", {}) as {
    computeEnvironments: ComputeEnvironmentDetail[];
  };
  const { jobQueues: queues } = call("DescribeJobQueues", {}) as { jobQueues: JobQueueDetail[] };
  const families = new Map(
    environments.map((of) => [
      of.computeEnvironmentArn,
      of.computeResources?.instanceTypes?.[0]?.slice(0, 3),
    ]),
  );
  for (const { computeEnvironmentOrder = [] } of queues) {
    const used = computeEnvironmentOrder.map(({ computeEnvironment }) => families.get(computeEnvironment));
    expect(used).not.toContain(undefined);
    expect(new Set(used).size, "one architecture in a queue").toBe(1);
  }
  const arns = queues.map(({ jobQueueArn }) => jobQueueArn);
  for (const queue of open.values()) expect(arns).toContain(queue);
  return { queues, environments };
}
