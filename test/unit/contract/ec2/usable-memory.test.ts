import { describe, expect, it, test } from "vitest";
import { memoryBasis, memoryVerdict } from "../../../../contract/ec2/usable-memory.ts";
import { instanceType, instanceTypes } from "../../../../contract/instance-types.ts";

describe("the memory that a job is certain to get", () => {
  // AWS Batch user guide, "Compute environment memory management"; ASFHyP3/hyp3#582.
  it("is what is known of a type, before the model", () => {
    expect(instanceType("m4.large").usableMemoryMiB).toBe(7953);
    expect(instanceType("r5d.xlarge").usableMemoryMiB).toBe(31_672);
    expect(memoryBasis("r5d.xlarge")).toMatch(/hyp3\/issues\/582/);
  });

  // 0.96 × 32,768 = 31,457.28
  it("is 96 % less 32 MiB where nothing is known, which leaves room for 30 GiB of 32", () => {
    expect(instanceType("c7g.4xlarge").usableMemoryMiB).toBe(31_425);
    expect(instanceType("c7i.4xlarge").usableMemoryMiB).toBe(31_425);
    expect(memoryBasis("c7g.4xlarge")).toMatch(/model/);
  });

  // 1,024 − 1,024 / 64 − 79 − 32 = 897; 96 % would be 951.
  it("is less than that in tiny instances, and never negative", () => {
    expect(instanceType("t3.micro").usableMemoryMiB).toBe(897);
    expect(instanceType("t3.nano").usableMemoryMiB).toBe(393);
    for (const { usableMemoryMiB, memoryMiB } of instanceTypes.values()) {
      expect(usableMemoryMiB).toBeGreaterThan(0);
      expect(usableMemoryMiB).toBeLessThan(memoryMiB);
    }
  });
});

// 32,768 × 7,985 / 8,192 − 32 = 31,908
test.each([
  ["c7g.4xlarge", 30_720, "certain"],
  ["c7g.4xlarge", 31_425, "certain"],
  ["c7g.4xlarge", 31_426, "likely"],
  ["c7g.4xlarge", 31_908, "likely"],
  ["c7g.4xlarge", 31_909, "never"],
  ["c7g.4xlarge", 32_768, "never"],
  ["r5d.xlarge", 31_672, "certain"],
  ["r5d.xlarge", 31_673, "never"],
])("a job on %s that requests %i MiB is %s to be placed", (name, requested, verdict) => {
  expect(memoryVerdict(instanceType(name), requested)).toBe(verdict);
});
