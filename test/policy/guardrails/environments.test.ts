import { describe, expect, test } from "vitest";
import { cliExitCode, cliExitCodes } from "../../../cli/exit-codes.ts";
import { GeosBenchError } from "../../../contract/errors.ts";
import { resourcesOf } from "../support/synthesised.ts";

/** Faulty environments, as a user would write them, and what the synthesis answers. */
const faulty: readonly (readonly [title: string, environment: object, said: RegExp])[] = [
  [
    "a job as large as the nominal instance",
    { fleets: [{ name: "graviton", instanceType: "c7g.4xlarge", job: { vcpus: 16, memoryMiB: 32_768 } }] },
    /geos-chem-batch\/graviton\/job\] job-fits-instance: the job requests 32768 MiB; c7g\.4xlarge has 32768, of which a job can use 31425 \(a model, floor\(0\.96 × memory\) − 32 MiB\): it is never placed\. Allowed: up to 31425 MiB\./,
  ],
  [
    "more vCPUs than the instance has",
    { fleets: [{ name: "graviton", instanceType: "c7g.4xlarge", job: { vcpus: 17 } }] },
    /the job requests 17 vCPUs, c7g\.4xlarge has 16\. Allowed: 1 to 16\./,
  ],
  [
    "more vCPUs than are left without hyper-threads",
    { fleets: [{ name: "x86", instanceType: "c7i.4xlarge", smt: false, job: { vcpus: 15 } }] },
    /the job requests 15 vCPUs, c7i\.4xlarge has 8\. Allowed: 1 to 8\./,
  ],
  [
    "an image without the fleet's architecture",
    { image: { architectures: ["x86_64"] } },
    /Fleet "graviton" has c7g\.4xlarge instances \(arm64\); the image is built for x86_64 only\./,
  ],
  [
    "hyper-threads off where there are none",
    { fleets: [{ name: "graviton", instanceType: "c7g.4xlarge", smt: false }] },
    /c7g\.4xlarge has one thread per core \(Graviton3\)\. Allowed: types with two/,
  ],
  [
    "an unknown instance type",
    { fleets: [{ name: "a", instanceType: "c7g.nano" }] },
    /given "c7g\.nano", EC2 has no such type\. Of c7g there are: c7g\.medium,/,
  ],
  [
    "an instance type without room for a job",
    { fleets: [{ name: "a", instanceType: "c7g.medium" }] },
    /c7g\.medium has no room for a job beside the host: allowed are types with at least 2 physical cores/,
  ],
  [
    "hyper-threads off on bare metal",
    { fleets: [{ name: "x86", instanceType: "c7i.metal-24xl", smt: false }] },
    /c7i\.metal-24xl is bare metal, whose CPU options cannot be chosen/,
  ],
  [
    "two fleets of one name",
    { fleets: [1, 2].map(() => ({ name: "a", instanceType: "c7g.4xlarge" })) },
    /the same name/,
  ],
  [
    "a Spot fleet with an on-demand fleet's name",
    { fleets: [{ name: "graviton", instanceType: "c7g.4xlarge", spot: true }] },
    /fleets\[0\]\.name: .*ends in "-spot" for a Spot fleet/,
  ],
  ["an unknown key", { fleet: [] }, /unknown key "fleet"/],
  [
    "a VPC that is too small",
    { network: { cidr: "10.0.0.0/28" } },
    /network\.cidr: given "10\.0\.0\.0\/28", must be \/16 to \/24/,
  ],
];

function exitCodeOf(action: () => unknown): number | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof GeosBenchError) return cliExitCode(error.code);
  }
  return undefined;
}

describe("the synthesis stops for", () => {
  test.each(faulty)("%s", (_, environment, said) => {
    expect(() => resourcesOf(environment)).toThrow(said);
    expect(exitCodeOf(() => resourcesOf(environment))).toBe(cliExitCodes.badInput);
  });
});
