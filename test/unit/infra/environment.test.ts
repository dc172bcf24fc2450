import { describe, expect, test } from "vitest";
import { GeosBenchError } from "../../../contract/errors.ts";
import { candidateTypes } from "../../../contract/candidate-types.ts";
import { instanceType, instanceTypes } from "../../../contract/instance-types.ts";
import { environmentConfig } from "../../../infra/config/environment.ts";
import { fleetConfig } from "../../../infra/config/fleet.ts";
import { requestsFor } from "../../../infra/config/job-requests.ts";
import { loadEnvironment } from "../../../infra/config/load-environment.ts";

describe("loadEnvironment", () => {
  test("the default one is what an empty one is", () => {
    const { image: given, environment, name, ...rest } = loadEnvironment("default");
    const { image, ...empty } = environmentConfig.parse({});
    expect(rest).toEqual(empty);
    // Which image it is, is another question: see image-record.test.ts.
    expect({ environment, name, architectures: given.architectures }).toEqual({
      environment: "default",
      name: "default",
      architectures: image.architectures,
    });
  });

  test("an unknown name is answered with the known ones", () => {
    expect(() => loadEnvironment("staging")).toThrow(/No environment "staging".*There are: .*default/);
    expect(() => loadEnvironment("staging")).toThrow(GeosBenchError);
  });
});

describe("requestsFor", () => {
  const requests = (given: object, type: string) =>
    requestsFor(fleetConfig.parse({ name: "f", instanceType: type, ...given }), instanceType(type));

  test.each([
    ["c7g.4xlarge", {}, { vcpus: 15, memoryMiB: 30 * 1024 }],
    ["c7i.4xlarge", {}, { vcpus: 15, memoryMiB: 30 * 1024 }],
    ["c7i.4xlarge", { smt: false }, { vcpus: 7, memoryMiB: 30 * 1024 }],
    ["c7g.16xlarge", {}, { vcpus: 63, memoryMiB: 122 * 1024 }],
    ["c7g.4xlarge", { job: { vcpus: 4 } }, { vcpus: 4, memoryMiB: 30 * 1024 }],
  ])("of %s with %j", (type, given, expected) => {
    expect(requests(given, type)).toEqual(expected);
  });

  test.each(candidateTypes)("leaves a vCPU and memory of $name to the host", (type) => {
    const { vcpus, memoryMiB } = requests({}, type.name);
    expect(vcpus).toBeLessThan(type.vcpus);
    expect(memoryMiB).toBeLessThan(type.usableMemoryMiB);
  });

  test("of every type that a fleet may have, with hyper-threads or without, there is something left for the job", () => {
    const allowed = [...instanceTypes.values()].filter(
      (type) => fleetConfig.safeParse({ name: "f", instanceType: type.name }).success,
    );
    expect(allowed.length).toBeGreaterThan(1_000);
    for (const { name } of allowed) {
      for (const smt of [true, false]) {
        const { vcpus, memoryMiB } = requests({ smt }, name);
        expect(vcpus, name).toBeGreaterThanOrEqual(1);
        expect(memoryMiB, name).toBeGreaterThanOrEqual(2048);
      }
    }
  });
});
