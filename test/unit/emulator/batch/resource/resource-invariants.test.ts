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
import type { LocalOperation } from "../../../../../emulator/batch/operations.ts";
import type { OperationInput } from "../../../../../emulator/model/operation-types.ts";
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

type Call = Awaited<ReturnType<typeof filledBatch>>["call"];

const request = <Name extends LocalOperation>(operation: Name, inputs: Arbitrary<OperationInput<Name>>) =>
  inputs.map((input) => ({ operation, input, send: (call: Call): unknown => call(operation, input) }));

const requests = [
  request(
    "CreateComputeEnvironment",
    record({
      computeEnvironmentName: environmentName,
      type: constant("MANAGED" as const),
      computeResources: instanceTypes.map((types) => computeResources({ instanceTypes: types })),
    }),
  ),
  request(
    "UpdateComputeEnvironment",
    record(
      { computeEnvironment: environmentName, state, computeResources: record({ instanceTypes }) },
      { requiredKeys: ["computeEnvironment"] },
    ),
  ),
  request("DeleteComputeEnvironment", record({ computeEnvironment: environmentName })),
  request(
    "CreateJobQueue",
    record({ jobQueueName: queueName, priority: nat(3), computeEnvironmentOrder: order }),
  ),
  request(
    "UpdateJobQueue",
    record({ jobQueue: queueName, state, computeEnvironmentOrder: order }, { requiredKeys: ["jobQueue"] }),
  ),
  request("DeleteJobQueue", record({ jobQueue: queueName })),
  request(
    "SubmitJob",
    record({ jobName: constant("job"), jobQueue: queueName, jobDefinition: constant("job") }),
  ),
] as const;

/** One request of any kind and the time after it. Many are refused: that too must leave everything whole. */
const steps = array(
  record({
    request: oneof(...requests),
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
    for (const {
      request: { send },
      waitMs,
    } of given) {
      attempt(() => send(call));
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

function attempt(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    if (!(error instanceof BatchClientError)) throw error;
  }
}

function expectWhole(call: Call, open: Map<string, string>) {
  const { computeEnvironments: environments = [] } = call("DescribeComputeEnvironments", {});
  const { jobQueues: queues = [] } = call("DescribeJobQueues", {});
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
