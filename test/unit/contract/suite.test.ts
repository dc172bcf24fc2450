import { readdirSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { benchmarkConfig } from "../../../contract/benchmark-config.ts";
import { instanceType } from "../../../contract/instance-types.ts";
import { isSuiteFile, loadSuite, parseSuite, suitesDirectory } from "../../../contract/load-suite.ts";
import { reachableWords } from "../../../report/plan/reachable-words.ts";

const shipped = readdirSync(suitesDirectory).filter(isSuiteFile);

test.each(shipped)("suites/%s is valid and named after its file", (file) => {
  expect(loadSuite(path.parse(file).name).suite.name).toBe(path.parse(file).name);
});

/** The benchmarks of a suite, by id. */
const configsOf = (name: string) =>
  Object.fromEntries(loadSuite(name).suite.benchmarks.map((config) => [config.id, config]));

const onOne = (type: string) => {
  const { processor, architecture } = instanceType(type);
  return { instance_type: type, processor_type: processor, architecture, vcpus: 15, memory_gb: 30 };
};
const [graviton, x86] = [onOne("c7g.4xlarge"), onOne("c7i.4xlarge")];

/** As these suites were when every benchmark was written out. */
test.each([
  [
    "smoke",
    (of: { hardware: object; build: string; id: string }) => ({
      simulation_type: "transport",
      domain: { type: "global", resolution: "4x5" },
      duration: { hours: 1 },
      hardware: of.hardware,
    }),
    [
      { id: "SMOKE-GRAVITON", hardware: graviton, build: "generic" },
      { id: "SMOKE-X86", hardware: x86, build: "generic" },
    ],
  ],
  [
    "standard",
    (of: { hardware: object; build: string; id: string }) => ({
      simulation_type: of.id.replace(/-.*/, "").toLowerCase(),
      domain: { type: "global", resolution: "4x5", levels: 72 },
      duration: of.id.startsWith("FULLCHEM") ? { hours: 6 } : { days: 1 },
      hardware: of.hardware,
      workload: { build: of.build },
      repetitions: 3,
      warmup: 1,
    }),
    ["GRAVITON", "X86"].flatMap((machine) => {
      const hardware = machine === "X86" ? x86 : graviton;
      return [
        { id: `TRANSPORT-${machine}`, hardware, build: "generic" },
        { id: `FULLCHEM-${machine}`, hardware, build: "generic" },
        { id: `TRANSPORT-${machine}-TUNED`, hardware, build: "tuned" },
        { id: `FULLCHEM-${machine}-TUNED`, hardware, build: "tuned" },
        { id: `IO-${machine}`, hardware, build: "generic" },
      ];
    }),
  ],
] as const)("the matrix of %s makes the benchmarks that it always had", (name, configOf, cases) => {
  const expected = cases.map((of) => benchmarkConfig.parse({ id: of.id, ...configOf(of) }));
  expect(configsOf(name)).toEqual(Object.fromEntries(expected.map((config) => [config.id, config])));
});

test.each(shipped)("%s declares no contrast that its replicates cannot give a word to", (file) => {
  const { replicates, primary_contrasts: contrasts } = loadSuite(path.parse(file).name).suite;
  const { unreachable } = reachableWords(replicates, contrasts.length);
  expect(contrasts.length === 0 ? [] : unreachable).toEqual([]);
});

test("standard asks what it always asked", () => {
  expect(loadSuite("standard").suite.primary_contrasts).toEqual([
    { name: "transport: x86 against Graviton", baseline: "TRANSPORT-GRAVITON", candidate: "TRANSPORT-X86" },
    { name: "fullchem: x86 against Graviton", baseline: "FULLCHEM-GRAVITON", candidate: "FULLCHEM-X86" },
    { name: "input and output: x86 against Graviton", baseline: "IO-GRAVITON", candidate: "IO-X86" },
    {
      name: "fullchem on Graviton: tuned against generic",
      baseline: "FULLCHEM-GRAVITON",
      candidate: "FULLCHEM-GRAVITON-TUNED",
    },
    {
      name: "fullchem on x86: tuned against generic",
      baseline: "FULLCHEM-X86",
      candidate: "FULLCHEM-X86-TUNED",
    },
  ]);
});

test("the phases have what is peculiar to each", () => {
  const { "PHASE-IO": io, "PHASE-CHEMISTRY": chemistry, "PHASE-FULLCHEM": mix } = configsOf("phases");
  expect(io).toMatchObject({ duration: { hours: 1 }, hardware: graviton, workload: { tracers: 8 } });
  expect(chemistry).toMatchObject({ domain: { levels: 47 }, workload: { mechanism: "pollu", tracers: 21 } });
  expect(mix).toMatchObject({ simulation_type: "fullchem", workload: { mechanism: "pollu" } });
});

const base = {
  name: "own",
  description: "A suite of its own",
  defaults: {
    domain: { type: "global", resolution: "4x5" },
    duration: { days: 1 },
    hardware: { instance_type: "c7i.4xlarge", vcpus: 15, memory_gb: 30 },
  },
};
const matrix = { axes: { simulation: ["transport", "fullchem"], threads: [1, 2] } };
const ids = (given: object) =>
  parseSuite(JSON.stringify({ ...base, ...given })).benchmarks.map(({ id }) => id);

test("a matrix is every combination, less what is excluded, and what is included", () => {
  expect(ids({ matrix })).toEqual(["TRANSPORT-1", "TRANSPORT-2", "FULLCHEM-1", "FULLCHEM-2"]);
  const less = { ...matrix, exclude: [{ simulation: "fullchem" }, { threads: 1 }] };
  expect(ids({ matrix: less })).toEqual(["TRANSPORT-2"]);
  const more = { ...less, include: [{ simulation: "io", config: { workload: { tracers: 3 } } }] };
  const { benchmarks } = parseSuite(JSON.stringify({ ...base, matrix: more }));
  expect(benchmarks.map(({ id }) => id)).toEqual(["TRANSPORT-2", "IO"]);
  expect(benchmarks[1]).toMatchObject({ simulation_type: "io", workload: { tracers: 3 } });
  expect(benchmarks[1]?.workload.threads).toBeUndefined();
});

test("what is adjusted replaces a duration, and is put together with the rest", () => {
  const adjust = [{ when: { threads: 2 }, config: { duration: { hours: 6 }, workload: { tracers: 2 } } }];
  const { benchmarks } = parseSuite(JSON.stringify({ ...base, matrix: { ...matrix, adjust } }));
  expect(benchmarks[1]).toMatchObject({ duration: { hours: 6 }, workload: { tracers: 2, threads: 2 } });
  expect(benchmarks[1]?.duration).toEqual({ hours: 6 });
  expect(benchmarks[0]).toMatchObject({ duration: { days: 1 }, workload: { tracers: 21 } });
});

test("tags of the suite, of what is adjusted and of a benchmark add up", () => {
  const { tags } = parseSuite(
    JSON.stringify({
      ...base,
      tags: ["all"],
      matrix: { ...matrix, adjust: [{ when: { threads: 2 }, tags: ["wide"] }] },
      benchmarks: [{ id: "ONE", simulation_type: "transport", tags: ["one", "all"] }],
    }),
  );
  expect(Object.fromEntries(tags)).toMatchObject({
    "TRANSPORT-1": ["all"],
    "TRANSPORT-2": ["all", "wide"],
    ONE: ["all", "one"],
  });
});

test("any matrix makes the product of its axes, under ids that are distinct, and the same from JSON and YAML", () => {
  const several = <Value>(values: Value[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
  const axes = fc.record(
    {
      simulation: several(["transport", "fullchem", "io", "chemistry"]),
      resolution: several(["4x5", "2x2.5"]),
      duration: several([{ days: 1 }, { hours: 6 }, { days: 1, hours: 6 }]),
      instance_type: several(["c7g.4xlarge", "c7i.4xlarge", "c7g.16xlarge"]),
      threads: fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 4 }),
      build: several(["generic", "tuned"]),
    },
    { requiredKeys: ["simulation", "threads"] },
  );
  fc.assert(
    fc.property(axes, (given) => {
      // An id that no axis varies in has to be given.
      const id = Object.keys(given)
        .map((name) => `{${name}}`)
        .join("-");
      const text = JSON.stringify({ ...base, matrix: { id, axes: given } });
      const { benchmarks } = parseSuite(text);
      const product = Object.values(given).reduce((so, values) => so * values.length, 1);
      expect(new Set(benchmarks.map((config) => config.id)).size).toBe(product);
      // JSON within a YAML document, which does not begin as JSON does.
      expect(parseSuite(`# a comment\n${text}`).benchmarks).toEqual(benchmarks);
    }),
    { numRuns: 20 },
  );
});

test.each([
  [{ benchmarks: [] }, /it has no benchmark/],
  [
    { benchmarks: Array.from("xx", () => ({ id: "A", simulation_type: "transport" })) },
    /benchmarks: given "A", which is there twice/,
  ],
  [{ matrix: { ...matrix, id: "SAME" } }, /given "SAME", which is there twice/],
  [{ matrix: { ...matrix, id: "{speed}" } }, /matrix\.id: given "\{speed\}", allowed: \{simulation\}/],
  [{ matrix: { ...matrix, axes: { speed: [1] } } }, /matrix\.axes: unknown key "speed"/],
  [
    { matrix: { ...matrix, exclude: [{ threads: 3 }] } },
    /matrix\.exclude: given \{"threads":3\}, which no combination/,
  ],
  [
    { matrix: { ...matrix, adjust: [{ when: { build: "tuned" } }] } },
    /matrix\.adjust: given \{"build":"tuned"\}, which no combination/,
  ],
  [
    { matrix: { axes: { simulation: ["transport", "magic"] } } },
    /benchmarks\.MAGIC\.simulation_type: given "magic", engine proxy does not run it/,
  ],
  [
    { matrix, primary_contrasts: [{ name: "x", baseline: "TRANSPORT-1", candidate: "NONE" }] },
    /primary_contrasts\[0\]\.candidate: given "NONE", allowed: the id of a benchmark/,
  ],
  [
    {
      matrix,
      references: [{ benchmark: "TRANSPORT-1", value: 10, lower: 0.1, upper: 0.1, source: "x" }],
    },
    /references\[0\]\.lower: given 0\.1, must not be above 0/,
  ],
  [{ matrix, replicates: 0 }, /replicates: given 0, must be at least 1/],
])("%j is refused with what is wrong in it", (given, message) => {
  expect(() => ids(given)).toThrow(expect.objectContaining({ code: "invalid-suite" }));
  expect(() => ids(given)).toThrow(message);
});

test("a text that is neither YAML nor JSON is refused with the place of its fault", () => {
  expect(() => parseSuite("name: a\nname: b")).toThrow(/not YAML: .*keys must be unique.* line 2/);
  expect(() => parseSuite('{"name": ')).toThrow(expect.objectContaining({ code: "invalid-json" }));
  expect(() => loadSuite("./none.yaml")).toThrow(/Cannot read the suite/);
});
