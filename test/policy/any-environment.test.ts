import * as fc from "fast-check";
import { expect, test } from "vitest";
import { instanceTypes } from "../../contract/instance-types.ts";
import { fleetConfig } from "../../infra/config/fleet.ts";
import { isThorough } from "../support/thorough.ts";
import { block, eachOfType, ofType, resourcesOf, statements, type Resource } from "./support/synthesised.ts";

const types = [...instanceTypes.values()].filter(
  ({ name }) => fleetConfig.safeParse({ name: "f", instanceType: name }).success,
);

const fleet = fc
  .record({
    type: fc.constantFrom(...types),
    maxInstances: fc.integer({ min: 1, max: 100 }),
    spot: fc.boolean(),
    smt: fc.boolean(),
  })
  .map(({ type, smt, spot, ...rest }) => ({
    instanceType: type.name,
    ...rest,
    // The hpc types are never Spot; bare metal takes no processor options.
    spot: spot && !type.name.startsWith("hpc"),
    ...(type.threadsPerCore === 2 && !type.isBareMetal && { smt }),
  }));

const environment = fc.record(
  {
    region: fc.constantFrom("us-east-1", "us-west-2", "eu-central-1", "cn-north-1"),
    network: fc.record({
      cidr: fc
        .tuple(fc.integer({ min: 16, max: 24 }), fc.integer({ min: 0, max: 255 }))
        .map(([bits, x]) => alignedBlock(x, bits)),
      zones: fc.integer({ min: 1, max: 6 }),
      egress: fc.constantFrom("interface-endpoints", "nat-gateway"),
    }),
    fleets: fc
      .array(fleet, { minLength: 1, maxLength: 4 })
      .map((fleets) =>
        fleets.map((it, index) => ({ name: `fleet-${index}${it.spot ? "-spot" : ""}`, ...it })),
      ),
    site: fc.boolean(),
    catalogue: fc.record({ scanLimitMiB: fc.integer({ min: 10, max: 2 ** 20 }) }),
    ci: fc.constant({ githubRepository: "group/benchmarks" }),
    logRetentionDays: fc.constantFrom(365, 731, 3653),
  },
  { requiredKeys: [] },
);

test("any valid environment synthesises, and keeps the rules that matter", () => {
  fc.assert(
    fc.property(environment, (given) => {
      const resources = resourcesOf(given);
      expectDisjointSubnets(resources, given.network?.cidr ?? "10.20.0.0/16");
      expectOneArchitecture(resources);
      expectJobsFit(resources);
      expectNoAdmin(resources);
    }),
    { numRuns: isThorough ? 25 : 5 },
  );
});

function expectDisjointSubnets(resources: readonly Resource[], cidr: string): void {
  const vpc = range(cidr);
  const subnets = eachOfType(resources, "aws_subnet")
    .map(({ attributes }) => range(String(attributes["cidr_block"])))
    .sort((a, b) => a.first - b.first);
  for (const [index, { first, last }] of subnets.entries()) {
    expect(first).toBeGreaterThanOrEqual(vpc.first);
    expect(last).toBeLessThanOrEqual(vpc.last);
    expect(first).toBeGreaterThan(subnets[index - 1]?.last ?? -1);
  }
}

function expectOneArchitecture(resources: readonly Resource[]): void {
  for (const { attributes } of eachOfType(resources, "aws_batch_compute_environment"))
    expect(block(attributes["compute_resources"])["instance_type"]).toHaveLength(1);
  for (const { attributes } of eachOfType(resources, "aws_batch_job_queue"))
    expect(attributes["compute_environment_order"]).toHaveLength(1);
}

function expectJobsFit(resources: readonly Resource[]): void {
  for (const { attributes, path } of eachOfType(resources, "aws_batch_job_definition")) {
    const compute = ofType(resources, "aws_batch_compute_environment").find(
      (it) => it.path === path.replace(/\/(?:model-|closing-|planning-)?job\//, "/compute/"),
    );
    const [name = ""] = block(compute?.attributes["compute_resources"])["instance_type"] as string[];
    const { resourceRequirements } = JSON.parse(String(attributes["container_properties"])) as {
      resourceRequirements: { type: string; value: string }[];
    };
    const request = (type: string) => Number(resourceRequirements.find((it) => it.type === type)?.value);
    expect(request("VCPU")).toBeLessThanOrEqual(instanceTypes.get(name)?.vcpus ?? 0);
    expect(request("MEMORY")).toBeLessThanOrEqual(instanceTypes.get(name)?.usableMemoryMiB ?? 0);
  }
}

/** AWS defines no resource for them. */
const withoutResource = new Set([
  "ecr:GetAuthorizationToken",
  "batch:DescribeComputeEnvironments",
  "batch:ListJobs",
]);

function expectNoAdmin(resources: readonly Resource[]): void {
  for (const { attributes } of eachOfType(resources, "aws_iam_role_policy"))
    for (const { Action, Resource = [] } of statements(attributes["policy"]))
      expect(
        [...Action, ...Resource].filter((word) => word === "*" || word === "*:*").length,
      ).toBeLessThanOrEqual(Action.every((action) => withoutResource.has(action)) ? 1 : 0);
}

function range(cidr: string): { first: number; last: number } {
  const [address = "", bits] = cidr.split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, last: first + 2 ** (32 - Number(bits)) - 1 };
}

function alignedBlock(second: number, bits: number): string {
  return `10.${second}.0.0/${bits}`;
}
