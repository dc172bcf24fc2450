import { describe, expect, it } from "vitest";
import { instanceTypesOf } from "../../../contract/instance-types.ts";

describe("instanceTypesOf", () => {
  it.each([
    ["c7g.4xlarge", ["c7g.4xlarge"]],
    ["hpc7g", ["hpc7g.4xlarge", "hpc7g.8xlarge", "hpc7g.16xlarge"]],
    ["c7", []],
    ["c7g.", []],
    ["", []],
  ])("of %j: %j", (name, expected) => {
    expect(instanceTypesOf(name).map((type) => type.name)).toEqual(expected);
  });
});
