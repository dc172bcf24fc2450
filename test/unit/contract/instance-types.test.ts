import { describe, expect, it, test } from "vitest";
import ec2 from "../../../contract/ec2/instance-types.json" with { type: "json" };
import { typeRecord } from "../../../contract/ec2/type-record.ts";
import {
  ec2TypeNames,
  instanceType,
  instanceTypes,
  instanceTypesOf,
  knownLike,
} from "../../../contract/instance-types.ts";

describe("instanceTypesOf", () => {
  it.each([
    ["c7g.4xlarge", ["c7g.4xlarge"]],
    ["hpc7g", ["hpc7g.4xlarge", "hpc7g.8xlarge", "hpc7g.16xlarge"]],
    ["c7g.metal", ["c7g.metal"]],
    ["c7", []],
    ["c7g.", []],
    ["", []],
  ])("of %j: %j", (name, expected) => {
    expect(instanceTypesOf(name).map((type) => type.name)).toEqual(expected);
  });

  it("of a family has its sizes, small ones first, and no bare metal", () => {
    expect(instanceTypesOf("c7g").map(({ vcpus }) => vcpus)).toEqual([1, 2, 4, 8, 16, 32, 48, 64]);
  });
});

describe("the catalogue", () => {
  it("is in the form of its schema", () => {
    expect(typeRecord.parse(ec2).recorded_on).toMatch(/^\d{4}-/);
  });

  it("has every type that EC2 named but those of macOS", () => {
    const macs = ec2TypeNames.filter((name) => name.startsWith("mac"));
    expect(ec2TypeNames).toHaveLength(1263);
    expect(macs).toHaveLength(8);
    expect([...instanceTypes.keys()].toSorted()).toEqual(
      ec2TypeNames.filter((name) => !macs.includes(name)).toSorted(),
    );
  });

  it("counts cores, not hyper-threads, and names a processor where AWS does", () => {
    expect(instanceType("c7i.4xlarge")).toMatchObject({ physicalCores: 8, processor: "Sapphire Rapids" });
    expect(instanceType("hpc7a.96xlarge")).toMatchObject({ physicalCores: 192, processor: "Genoa" });
    expect(instanceType("c5.4xlarge")).toMatchObject({ physicalCores: 8, processor: null });
    expect(instanceType("p4d.24xlarge")).toMatchObject({ gpus: 8, architecture: "x86_64" });
  });
});

test.each([
  ["c7g.5xlarge", /^Of c7g there are: c7g\.medium, .*c7g\.metal\.$/],
  ["c99.large", /^Families: c1, .*c8ine \(2026-11-27\)/],
  ["nonsense", /^Families are, among others: c7g, /],
])("what is like %s", (name, expected) => {
  expect(knownLike(name)).toMatch(expected);
  expect(() => instanceType(name)).toThrow(`Unknown instance type "${name}". ${knownLike(name)}`);
});
