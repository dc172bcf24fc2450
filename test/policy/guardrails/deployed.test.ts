import { describe, expect, test } from "vitest";
import { guardrails } from "../../../infra/guardrails/all.ts";
import { wholeEnvironment } from "../../support/whole-environment.ts";
import { resourcesOf } from "../support/synthesised.ts";
import { faultsOf } from "../support/guardrail-stack.ts";
import { iamCorrectUses, iamViolations } from "./cases/iam-cases.ts";
import { jobCorrectUses, jobViolations } from "./cases/job-cases.ts";
import { networkCorrectUses, networkViolations } from "./cases/network-cases.ts";
import { nodeCorrectUses, nodeViolations } from "./cases/node-cases.ts";
import { sharingCorrectUses, sharingViolations } from "./cases/sharing-cases.ts";
import { storageCorrectUses, storageViolations } from "./cases/storage-cases.ts";

const violations = [
  ...iamViolations,
  ...sharingViolations,
  ...networkViolations,
  ...jobViolations,
  ...nodeViolations,
  ...storageViolations,
];
const correctUses = [
  ...iamCorrectUses,
  ...sharingCorrectUses,
  ...networkCorrectUses,
  ...jobCorrectUses,
  ...nodeCorrectUses,
  ...storageCorrectUses,
];

describe("refused", () => {
  test.each(violations)("%s (%s)", (_, name, build, said) => {
    const own = guardrails.filter((guardrail) => guardrail.name === name);
    expect(faultsOf(own, (stack) => void build(stack)).join("\n")).toContain(said);
  });

  test("by every guardrail there is", () => {
    const names = new Set(violations.map(([, name]) => name));
    expect([...names].toSorted()).toEqual(guardrails.map(({ name }) => name).toSorted());
  });
});

describe("not refused by any guardrail", () => {
  test.each(correctUses)("%s", (_, build) => {
    expect(faultsOf(guardrails, (stack) => void build(stack))).toEqual([]);
  });
});

/** Every switch of an environment, so that every resource that the project can write is judged. */
const environments: Readonly<Record<string, object>> = {
  default: {},
  "Spot with hyper-threads off": {
    fleets: [{ name: "x86-spot", instanceType: "c7i.4xlarge", spot: true, smt: false }],
  },
  "a VPC that is there": {
    network: { vpcId: "vpc-0123456789abcdef0", subnetIds: ["subnet-0123456789abcdef0"] },
  },
  "everything on": {
    region: "us-west-2",
    network: { egress: "nat-gateway", zones: 3 },
    fleets: [
      { name: "graviton", instanceType: "c7g.4xlarge" },
      { name: "x86", instanceType: "c7i.4xlarge" },
      { name: "hpc", instanceType: "hpc7g.16xlarge" },
    ],
    ci: { githubRepository: "group/benchmarks" },
    site: true,
    state: { bucket: "state-of-the-group" },
    operations: {
      emails: ["someone@example.org"],
      schedules: [{ suite: "smoke", expression: "cron(0 3 * * ? *)" }],
    },
  },
  "every kind of resource": wholeEnvironment,
  "nodes with two network cards each": {
    network: { zones: ["us-east-1a"] },
    fleets: [{ name: "hpc7a", instanceType: "hpc7a.96xlarge", nodes: 2 }],
  },
  China: { region: "cn-north-1" },
};

test.each(Object.entries(environments))("the project's own stacks pass: %s", (_, environment) => {
  expect(resourcesOf(environment).length).toBeGreaterThan(20);
});
