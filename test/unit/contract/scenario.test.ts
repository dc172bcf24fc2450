import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { loadScenario, parseScenario, scenariosDirectory } from "../../../contract/load-scenario.ts";

test.each(readdirSync(scenariosDirectory))("scenarios/%s is valid and named after its file", (file) => {
  expect(loadScenario(path.parse(file).name).name).toBe(path.parse(file).name);
});

const environment = {
  instance_types: ["c7g.4xlarge"],
  max_vcpus: 16,
  boot_seconds: 0,
  pull_seconds: 0,
  idle_seconds: 0,
};
const jobs = { queue: "q", vcpus: 1, memory_mib: 512, seconds: 60 };
const given = (more: object) =>
  JSON.stringify({
    name: "test",
    description: "A test",
    environments: { ce: environment },
    queues: { q: { environments: ["ce"] } },
    jobs: { j: jobs },
    ...more,
  });

test("a variant is put together key by key; null takes a key away; jobs arrive in one way", () => {
  const spot = { purchase: "spot", interruptions_per_instance_hour: 1 };
  const { variants } = parseScenario(
    given({
      environments: { ce: { ...environment, ...spot } },
      jobs: { j: { ...jobs, arrivals: { at_seconds: 5 } } },
      variants: [
        {
          name: "calm",
          environments: { ce: { purchase: "on-demand", interruptions_per_instance_hour: null } },
          jobs: { j: { arrivals: { poisson_per_hour: 3 } } },
        },
      ],
    }),
  );
  const [written, calm] = variants;
  expect(written?.scenario.environments["ce"]).toMatchObject(spot);
  expect(calm?.scenario.environments["ce"]).toMatchObject({ purchase: "on-demand", max_vcpus: 16 });
  expect(calm?.scenario.environments["ce"]).not.toHaveProperty("interruptions_per_instance_hour", 1);
  expect(calm?.scenario.jobs["j"]?.arrivals).toEqual({ poisson_per_hour: 3, from_seconds: 0 });
});

describe("what is refused, and how", () => {
  const withEnvironment = (more: object) => given({ environments: { ce: { ...environment, ...more } } });
  const withJobs = (more: object) => given({ jobs: { j: { ...jobs, ...more } } });

  it.each([
    [
      withEnvironment({ instance_types: ["c7g.3xlarge"] }),
      /given "c7g.3xlarge", Of c7g there are: c7g.medium/,
    ],
    [withEnvironment({ instance_types: ["c7g", "c7i"] }), /all of one architecture/],
    [
      withEnvironment({ purchase: "spot" }),
      /interruptions_per_instance_hour: .*of spot it has to be stated, 0 for never/,
    ],
    [
      withEnvironment({ interruptions_per_instance_hour: 1 }),
      /interruptions_per_instance_hour: .*only of spot/,
    ],
    [withEnvironment({ boot_seconds: undefined }), /boot_seconds: missing \(number\)/],
    [withEnvironment({ min_vcpus: 32 }), /min_vcpus: given 32, must be at most max_vcpus, 16/],
    [
      withEnvironment({ min_vcpus: 16, instance_types: ["c7g"] }),
      /min_vcpus: given 16, above 0 only with one/,
    ],
    [withEnvironment({ allocation_strategy: "SPOT_CAPACITY_OPTIMIZED" }), /SPOT_… only of spot/],
    [
      given({ queues: { q: { environments: ["other"] } } }),
      /given "other", allowed: an environment of the scenario \(ce\)/,
    ],
    [withJobs({ queue: "other" }), /given "other", allowed: a queue of the scenario \(q\)/],
    [withJobs({ after: ["other"] }), /given "other", allowed: a group of jobs of the scenario \(j\)/],
    [withJobs({ memory_mib: 1 }), /jobs\.j\.memory_mib: given 1, must be at least 4 \(MiB\)/],
    [withJobs({ seconds: "long" }), /allowed: a number of seconds, or {lognormal: {median, sigma}}/],
    [withJobs({ arrivals: { daily: true } }), /allowed: {at_seconds}, {every_seconds, from_seconds} or/],
    [withJobs({ array_size: 10_001 }), /array_size: given 10001, must be at most 10000 \(children\)/],
    [
      given({ variants: [{ name: "v", jobs: { j: { vcpus: 0 } } }] }),
      /variant v of the scenario is not valid: jobs\.j\.vcpus/,
    ],
    [given({ variants: [{ name: "v" }, { name: "v" }] }), /variants: .*each has a name of its own/],
    ["name: [", /The scenario is not YAML/],
  ])("%s", (text, message) => {
    expect(() => parseScenario(text)).toThrow(message);
    expect(() => parseScenario(text)).toThrow(expect.objectContaining({ code: "invalid-scenario" }));
  });

  it("a name that no scenario has", () => {
    expect(() => loadScenario("none")).toThrow(
      /There is no scenario "none". Known: ensemble, shares, tonight\./,
    );
  });
});
