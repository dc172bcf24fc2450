import { describe, expect, it } from "vitest";
import { instanceType } from "../../../contract/instance-types.ts";
import { fits, shortages } from "../../../contract/job-fit.ts";

describe("shortages", () => {
  const type = instanceType("c7g.4xlarge");

  it("a job that takes all that a job can have fits", () => {
    const job = { vcpus: 16, memoryMiB: type.usableMemoryMiB, gpus: 0 };
    expect(shortages(job, type)).toEqual([]);
    expect(fits(job, type)).toBe(true);
  });

  it("names each resource that is short, with what was asked and what there is", () => {
    const job = { vcpus: 17, memoryMiB: 32_768, gpus: 1 };
    expect(shortages(job, type)).toEqual([
      { resource: "vcpus", requested: 17, available: 16 },
      { resource: "memoryMiB", requested: 32_768, available: type.usableMemoryMiB },
      { resource: "gpus", requested: 1, available: 0 },
    ]);
    expect(fits(job, type)).toBe(false);
  });

  it("compares only what is asked for, and with what the caller says is there", () => {
    expect(shortages({ memoryMiB: 1024 }, type)).toEqual([]);
    expect(fits({ vcpus: 9 }, { ...type, vcpus: 8 })).toBe(false);
  });
});
