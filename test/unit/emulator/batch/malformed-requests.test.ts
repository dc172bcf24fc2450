import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchEndpoint } from "../../../../emulator/http/batch-endpoint.ts";
import type { AccessEntry } from "../../../../emulator/http/access-entry.ts";
import type { Call } from "../../../../emulator/http/endpoint.ts";
import { operations } from "../../../../emulator/model/operations.ts";
import { ProtocolError } from "../../../../emulator/model/protocol-error.ts";
import { BatchClientError } from "../../../../emulator/ports/batch-api.ts";
import { isThorough } from "../../../support/thorough.ts";
import { logStore } from "../http/front-on.ts";
import { arbitraryOfShape } from "../model/arbitrary-of-shape.ts";
import { environment, queue } from "./local-batch.ts";
import { limits, makeQuotaQueue, newShare, shareArn } from "./quota-share/quota-batch.ts";
import { computeResources, emptyBatch } from "./resource-calls.ts";

const arn = (rest: string) => `arn:aws:batch:us-east-1:123456789012:${rest}`;
const unknownJob = "00000000-0000-4000-8000-000000000000";
const filters = [{ name: "JOB_NAME", values: ["a"] }];

/** Requests that are right but for what is done to them: so they get past the first check, and the second. */
const right: Readonly<Record<string, object>> = {
  CreateComputeEnvironment: {
    computeEnvironmentName: "new",
    type: "MANAGED",
    computeResources: computeResources(),
  },
  UpdateComputeEnvironment: {
    computeEnvironment: "ce",
    computeResources: { maxvCpus: 32 },
    updatePolicy: {},
  },
  DeleteComputeEnvironment: { computeEnvironment: "ce" },
  DescribeComputeEnvironments: { computeEnvironments: ["ce"], maxResults: 1 },
  CreateJobQueue: {
    jobQueueName: "new",
    priority: 1,
    computeEnvironmentOrder: [{ order: 1, computeEnvironment: "ce" }],
  },
  UpdateJobQueue: { jobQueue: "queue", state: "DISABLED", jobStateTimeLimitActions: [] },
  DeleteJobQueue: { jobQueue: "queue" },
  DescribeJobQueues: { jobQueues: ["queue"] },
  RegisterJobDefinition: {
    jobDefinitionName: "new",
    type: "container",
    containerProperties: {
      image: "i",
      command: ["Ref::a"],
      environment: [{ name: "A", value: "1" }],
      volumes: [{ name: "v", host: {} }],
      mountPoints: [{ sourceVolume: "v", containerPath: "/v" }],
      logConfiguration: { logDriver: "awslogs", options: {} },
      linuxParameters: { tmpfs: [{ containerPath: "/t", size: 1 }] },
      resourceRequirements: [
        { type: "VCPU", value: "1" },
        { type: "MEMORY", value: "4" },
      ],
    },
    retryStrategy: { attempts: 2, evaluateOnExit: [{ action: "RETRY", onReason: "*" }] },
  },
  DeregisterJobDefinition: { jobDefinition: "job:1" },
  DescribeJobDefinitions: { jobDefinitions: ["job:1"] },
  SubmitJob: {
    jobName: "j",
    jobQueue: "queue",
    jobDefinition: "job",
    arrayProperties: { size: 2 },
    dependsOn: [{ type: "SEQUENTIAL" }],
    containerOverrides: {
      environment: [{ name: "A", value: "" }],
      resourceRequirements: [{ type: "VCPU", value: "2" }],
    },
    timeout: { attemptDurationSeconds: 60 },
    tags: { a: "1" },
  },
  DescribeJobs: { jobs: ["none"] },
  ListJobs: { jobQueue: "queue", filters },
  CancelJob: { jobId: "none", reason: "r" },
  TerminateJob: { jobId: "none", reason: "r" },
  ListTagsForResource: { resourceArn: arn("job-queue/queue") },
  TagResource: { resourceArn: arn("job-queue/queue"), tags: { a: "1" } },
  CreateSchedulingPolicy: {
    name: "new",
    fairsharePolicy: { shareDistribution: [{ shareIdentifier: "A*", weightFactor: 0.5 }] },
  },
  UpdateSchedulingPolicy: { arn: arn("scheduling-policy/p"), fairsharePolicy: { computeReservation: 1 } },
  DeleteSchedulingPolicy: { arn: arn("scheduling-policy/p") },
  DescribeSchedulingPolicies: { arns: [arn("scheduling-policy/p")] },
  ListSchedulingPolicies: { maxResults: 1 },
  CreateConsumableResource: {
    consumableResourceName: "new",
    totalQuantity: 1,
    resourceType: "REPLENISHABLE",
  },
  UpdateConsumableResource: { consumableResource: "c", operation: "ADD", quantity: 1, clientToken: "t" },
  DeleteConsumableResource: { consumableResource: "c" },
  DescribeConsumableResource: { consumableResource: "c" },
  ListConsumableResources: { filters: [{ name: "CONSUMABLE_RESOURCE_NAME", values: ["c"] }] },
  ListJobsByConsumableResource: { consumableResource: "c" },
  GetJobQueueSnapshot: { jobQueue: "queue" },
  CancelJobs: { jobs: [unknownJob, "none"], reason: "r" },
  TerminateJobs: { jobs: [unknownJob], reason: "r" },
  CreateServiceEnvironment: {
    serviceEnvironmentName: "new",
    serviceEnvironmentType: "SAGEMAKER_TRAINING",
    capacityLimits: [{ maxCapacity: 1, capacityUnit: "NUM_INSTANCES" }],
  },
  UpdateServiceEnvironment: { serviceEnvironment: "s", state: "DISABLED" },
  DeleteServiceEnvironment: { serviceEnvironment: "s" },
  DescribeServiceEnvironments: { serviceEnvironments: ["s"], maxResults: 1 },
  SubmitServiceJob: {
    jobName: "j",
    jobQueue: "services",
    serviceJobType: "SAGEMAKER_TRAINING",
    serviceRequestPayload: JSON.stringify({ ResourceConfig: { InstanceCount: 1 } }),
    retryStrategy: { attempts: 2, evaluateOnExit: [{ action: "RETRY", onStatusReason: "*" }] },
    timeoutConfig: { attemptDurationSeconds: 60 },
  },
  CreateQuotaShare: newShare("new", { tags: { a: "1" } }),
  UpdateQuotaShare: { quotaShareArn: shareArn("a"), ...limits(2) },
  DeleteQuotaShare: { quotaShareArn: shareArn("off") },
  DescribeQuotaShare: { quotaShareArn: shareArn("a") },
  ListQuotaShares: { jobQueue: "quotas", maxResults: 1 },
  UpdateServiceJob: { jobId: "none", schedulingPriority: 1 },
  DescribeServiceJob: { jobId: "none" },
  ListServiceJobs: { jobQueue: "services", filters },
  TerminateServiceJob: { jobId: "none", reason: "r" },
  TerminateServiceJobs: { jobs: [unknownJob], reason: "r" },
  UntagResource: { resourceArn: arn("job-queue/queue"), tagKeys: ["a"] },
};

/** Puts a value at the place that the numbers lead to, member by member. */
function damaged(value: unknown, steps: readonly number[], by: unknown): unknown {
  const [step = 0, ...rest] = steps;
  if (typeof value !== "object" || value === null || steps.length === 0) return by;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return by;
  const changed: unknown = damaged((value as Record<string, unknown>)[key], rest, by);
  return Array.isArray(value)
    ? value.map((item: unknown, index) => (String(index) === key ? changed : item))
    : { ...value, [key]: changed };
}

const damage = fc.record({
  steps: fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }),
  by: fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      "",
      "x".repeat(40_000),
      "arn:aws:batch:::",
      "Ref::",
      "*",
      -1,
      0,
      1.5,
      1e21,
      2 ** 31,
      null,
      [],
      {},
    ),
  ),
});

/** What stands in a path or a query is text, whatever it was; `String` asks objects, and a damaged one cannot say. */
const asText = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "undefined");

const logs = logStore();

it("tries every operation that the local Batch has", () => {
  expect(Object.keys(right).toSorted()).toEqual(Object.keys(emptyBatch().batch.api).toSorted());
});

describe.each(Object.keys(right))("%s", (name) => {
  const operation = operations.get(name);
  if (!operation) throw new Error(`no operation ${name}`);

  it("answers whatever comes with 200, or with an error of the caller's that has a type", async () => {
    const { batch, clock } = emptyBatch({
      transitionMs: 0,
      stack: { computeEnvironments: [environment("ce")], jobQueues: [queue("queue", ["ce"])] },
    });
    batch.api.CreateSchedulingPolicy({ name: "p" });
    batch.api.CreateConsumableResource({ consumableResourceName: "c", totalQuantity: 2 });
    batch.api.CreateServiceEnvironment({
      serviceEnvironmentName: "s",
      serviceEnvironmentType: "SAGEMAKER_TRAINING",
      capacityLimits: [{ maxCapacity: 1, capacityUnit: "NUM_INSTANCES" }],
    });
    batch.api.CreateJobQueue({
      jobQueueName: "services",
      priority: 1,
      serviceEnvironmentOrder: [{ order: 1, serviceEnvironment: "s" }],
    });
    makeQuotaQueue({ call: (called, request) => batch.api[called](request) }, 4);
    batch.api.CreateQuotaShare(newShare("a"));
    batch.api.CreateQuotaShare(newShare("off", { state: "DISABLED" }));
    const endpoint = batchEndpoint(() => ({ region: "us-east-1", api: batch.api, logs }));
    const call = (request: unknown): Call => {
      const given = (request ?? {}) as { readonly resourceArn?: unknown; readonly tagKeys?: unknown };
      const tagKeys: readonly unknown[] = Array.isArray(given.tagKeys) ? given.tagKeys : [];
      return {
        method: operation.method,
        path: operation.uri.replace("{resourceArn}", encodeURIComponent(asText(given.resourceArn))),
        query: () => new URLSearchParams(tagKeys.map((key): [string, string] => ["tagKeys", asText(key)])),
        header: () => undefined,
        target: operation.uri,
        rawHeaders: [],
        body: () => Promise.resolve(JSON.stringify(request) ?? ""),
        bytes: () => Promise.resolve(Buffer.from(JSON.stringify(request) ?? "")),
        entry: {} as AccessEntry,
      };
    };
    const more = arbitraryOfShape(operation.input) as fc.Arbitrary<object>;
    const requests = fc
      .tuple(fc.boolean(), more, fc.array(damage, { maxLength: 3 }))
      .map(([both, members, faults]) =>
        faults.reduce<unknown>(
          (request, { steps, by }) => damaged(request, steps, by),
          both ? { ...members, ...right[name] } : right[name],
        ),
      );
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        try {
          expect((await endpoint(call(request))).status).toBe(200);
        } catch (error) {
          if (error instanceof BatchClientError) return;
          expect(error).toBeInstanceOf(ProtocolError);
          expect((error as ProtocolError).status).toBeLessThan(500);
          expect((error as ProtocolError).type).toMatch(/Exception$/);
        }
      }),
      { numRuns: isThorough ? 400 : 20 },
    );
    // What was accepted of it runs, and can be described.
    await clock.runOut();
    for (const describing of [
      "DescribeComputeEnvironments",
      "DescribeJobQueues",
      "DescribeJobDefinitions",
    ] as const) {
      const uri = operations.get(describing)?.uri ?? "";
      expect((await endpoint({ ...call({}), method: "POST", path: uri })).status).toBe(200);
    }
  });
});
