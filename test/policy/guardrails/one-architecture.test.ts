import { BatchComputeEnvironment } from "@cdktf/provider-aws/lib/batch-compute-environment/index.js";
import { BatchJobQueue } from "@cdktf/provider-aws/lib/batch-job-queue/index.js";
import { expect, test } from "vitest";
import { oneArchitecture } from "../../../infra/guardrails/one-architecture.ts";
import type { Construct } from "../../../infra/cdk.ts";
import { faultsOf } from "../support/guardrail-stack.ts";

const environment = (scope: Construct, id: string, ...instanceType: string[]) =>
  new BatchComputeEnvironment(scope, id, {
    type: "MANAGED",
    computeResources: { type: "EC2", maxVcpus: 16, subnets: [], instanceType },
  });
const queue = (scope: Construct, ...arns: string[]) =>
  new BatchJobQueue(scope, "queue", {
    name: "queue",
    priority: 1,
    state: "ENABLED",
    computeEnvironmentOrder: arns.map((computeEnvironment, order) => ({ order, computeEnvironment })),
  });

test("types of one architecture pass", () => {
  expect(faultsOf(oneArchitecture, (stack) => environment(stack, "e", "c7g.4xlarge", "c8g.4xlarge"))).toEqual(
    [],
  );
});

test("two architectures in an environment are found", () => {
  const [fault] = faultsOf(oneArchitecture, (stack) => environment(stack, "e", "c7g.4xlarge", "c7i.4xlarge"));
  expect(fault).toContain(
    "[stack/e] one-architecture: arm64 (c7g.4xlarge) and x86_64 (c7i.4xlarge) together.",
  );
});

test("a family has the architecture of its sizes", () => {
  expect(faultsOf(oneArchitecture, (stack) => environment(stack, "e", "c7g", "c8g.4xlarge"))).toEqual([]);
  const [fault] = faultsOf(oneArchitecture, (stack) => environment(stack, "e", "c7g", "c7i.4xlarge"));
  expect(fault).toContain("arm64 (c7g) and x86_64 (c7i.4xlarge) together.");
});

test.each(["optimal", "x9z.large"])("the architecture of %s is unknown, not right", (type) => {
  const [fault] = faultsOf(oneArchitecture, (stack) => environment(stack, "e", type));
  expect(fault).toContain(`the architecture of ${type} is unknown`);
});

test("two architectures in a queue are found, though each environment is of one", () => {
  const faults = faultsOf(oneArchitecture, (stack) =>
    queue(stack, environment(stack, "arm", "c7g.4xlarge").arn, environment(stack, "x86", "c7a.4xlarge").arn),
  );
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(
    "[stack/queue] one-architecture: arm64 (c7g.4xlarge) and x86_64 (c7a.4xlarge) together.",
  );
});

test("an environment that is only named is unknown", () => {
  const [fault] = faultsOf(oneArchitecture, (stack) =>
    queue(stack, "arn:aws:batch:…:compute-environment/other"),
  );
  expect(fault).toContain("an environment of the queue is unknown");
});
