import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BenchmarkConfig } from "../../../contract/benchmark-config.ts";
import { benchmarkConfig } from "../../../contract/benchmark-config.ts";
import {
  chooseFleet,
  requireFit,
  requireInstanceAlone,
  type KnownFleet,
} from "../../../contract/choose-fleet.ts";
import { oneThreadPerCore, roomOf } from "../../../contract/cpu-options.ts";
import { instanceType } from "../../../contract/instance-types.ts";
import { smallConfig } from "../../support/configs.ts";

const type = instanceType("c7i.4xlarge");
const known = (name: string, more: { smt?: boolean; isSpot?: boolean } = {}): KnownFleet => ({
  name,
  instances: new Map([[type.name, roomOf(type, more.smt === false ? oneThreadPerCore(type) : undefined)]]),
  isSpot: more.isSpot ?? false,
  queue: `${name}-queue`,
  jobDefinition: `${name}-job`,
});
const asking = (vcpus: number): BenchmarkConfig => {
  const config = smallConfig("x86_64");
  return benchmarkConfig.parse({ ...config, hardware: { ...(config["hardware"] as object), vcpus } });
};

test("what jobs have of an instance follows its processor options", () => {
  expect(roomOf(type).vcpus).toBe(16);
  expect(roomOf(type, oneThreadPerCore(type)).vcpus).toBe(8);
  expect(roomOf(type, { coreCount: 4, threadsPerCore: 2 }).vcpus).toBe(8);
});

describe("chooseFleet", () => {
  const cores = known("cores", { smt: false });
  const whole = known("whole");
  const spot = known("whole-spot", { isSpot: true });

  test.each([
    ["the one that can hold the job", [cores, whole], 15, undefined, "whole"],
    ["on-demand before Spot", [spot, whole], 15, undefined, "whole"],
    ["Spot where nothing else can hold it", [cores, spot], 15, undefined, "whole-spot"],
    ["Spot where it is wanted", [spot, whole], 15, "whole-spot", "whole-spot"],
    ["the wanted one, held by it or not", [cores, whole], 15, "cores", "cores"],
    ["the only one with the type, held by it or not", [cores], 15, undefined, "cores"],
  ] as const)("%s", (_, fleets, vcpus, wanted, expected) => {
    expect(chooseFleet(fleets, asking(vcpus), wanted).name).toBe(expected);
  });

  test("two that both can hold it are an error", () => {
    expect(() => chooseFleet([cores, whole], asking(8))).toThrow(/Several fleets .*: cores, whole\./);
  });

  test("the order in which fleets are listed decides nothing", () => {
    const outcome = (fleets: readonly KnownFleet[], vcpus: number) => {
      try {
        return chooseFleet(fleets, asking(vcpus)).name;
      } catch {
        return "an error";
      }
    };
    const some = fc.shuffledSubarray([cores, whole, spot, known("cores-spot", { smt: false, isSpot: true })]);
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 16 }), (fleets, vcpus) => {
        expect(outcome(fleets.toReversed(), vcpus)).toBe(outcome(fleets, vcpus));
      }),
    );
  });

  test("a fleet that a fitting job was chosen for can hold it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 15 }), (vcpus) => {
        const config = asking(vcpus);
        expect(() => requireFit(chooseFleet([whole, spot], config), config)).not.toThrow();
      }),
    );
  });
});

describe("requireInstanceAlone", () => {
  const refused = (vcpus: number, memoryGiB: number, sharesInstances?: boolean) => {
    const config = asking(vcpus);
    const small = { ...config, hardware: { ...config.hardware, memory_gb: memoryGiB } };
    try {
      requireInstanceAlone({ ...known("whole"), sharesInstances }, small);
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: "shares-instance" });
      return true;
    }
  };

  test("refuses what two of fit one instance, unless the fleet shares its instances", () => {
    expect(refused(8, 8)).toBe(true);
    expect(refused(8, 8, true)).toBe(false);
  });

  test("takes more than half of the vCPUs, or of the memory", () => {
    expect(refused(9, 8)).toBe(false);
    expect(refused(1, 16)).toBe(false);
  });

  test("refuses a job exactly where the instance would hold it twice", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 30 }), (vcpus, memoryGiB) => {
        const isTwice = 2 * vcpus <= type.vcpus && 2 * 1024 * memoryGiB <= type.usableMemoryMiB;
        expect(refused(vcpus, memoryGiB)).toBe(isTwice);
      }),
    );
  });
});
