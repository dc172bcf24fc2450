import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simulatedHours, tracersOf } from "../../../contract/benchmark-config.ts";
import { instanceTypes } from "../../../contract/instance-types.ts";
import { parseBenchmarkConfig } from "../../../contract/parse-benchmark-config.ts";
import { parsedConfig } from "../runner/support/benchmark.ts";

/** The document that users of the predecessor have; it must keep working word for word. */
const published =
  '{"id":"TEST-BENCHMARK","simulation_type":"transport","domain":{"type":"global","resolution":"4x5"},"duration":{"days":1},' +
  '"hardware":{"instance_type":"c7g.4xlarge","processor_type":"Graviton3","architecture":"arm64","vcpus":15,"memory_gb":30}}';

type Part = Record<string, unknown>;
type Document = { domain: Part; hardware: Part; duration?: Part; colour?: Part };

const changed = (change: (config: Document) => void): string => {
  const config = JSON.parse(published) as Document;
  change(config);
  return JSON.stringify(config);
};

describe("a benchmark config", () => {
  test("that users have works verbatim, with defaults filled in", () => {
    const config = parseBenchmarkConfig(published);
    expect(config).toMatchObject({
      domain: { levels: 72 },
      workload: { engine: "proxy", tracers: 21 },
      repetitions: 1,
    });
    expect(simulatedHours(config)).toBe(24);
  });

  test.each([
    ["malformed JSON", published.slice(0, -1), /not JSON: .*Given: \{"id":"TEST-BENCHMARK"/],
    ["an unknown key", changed((c) => (c.colour = {})), /\(the document\): unknown key "colour"/],
    ["an unknown nested key", changed((c) => (c.domain.nest = 1)), /domain: unknown key "nest"/],
    ["a missing part", changed((c) => delete c.duration), /duration: missing/],
    [
      "an empty duration",
      changed((c) => (c.duration = {})),
      /duration: given \{\}, give days, hours or both/,
    ],
    [
      "a negative duration",
      changed((c) => (c.duration = { days: -1 })),
      /duration\.days: given -1, must be at least 1 \(days\)/,
    ],
    ["a fraction of a day", changed((c) => (c.duration = { days: 0.5 })), /duration\.days: given 0\.5/],
    ["a number as text", changed((c) => (c.hardware.vcpus = "15")), /hardware\.vcpus: given "15"/],
    [
      "another grid",
      changed((c) => (c.domain.resolution = "1x1")),
      /domain\.resolution: given "1x1", allowed: "4x5", "2x2\.5"/,
    ],
    [
      "c7g with x86_64",
      changed((c) => (c.hardware.architecture = "x86_64")),
      /hardware\.architecture: given "x86_64", c7g\.4xlarge is arm64/,
    ],
    [
      "another processor",
      changed((c) => (c.hardware.processor_type = "Genoa")),
      /hardware\.processor_type: given "Genoa", c7g\.4xlarge has Graviton3/,
    ],
    [
      "more vCPUs than there are",
      changed((c) => (c.hardware.vcpus = 17)),
      /hardware\.vcpus: given 17, c7g\.4xlarge has 16 vCPUs/,
    ],
    [
      "more memory than there is",
      changed((c) => (c.hardware.memory_gb = 33)),
      /hardware\.memory_gb: given 33, c7g\.4xlarge has 32 GiB/,
    ],
    [
      "an unknown instance type",
      changed((c) => (c.hardware.instance_type = "c6g.huge")),
      /unknown instance type\. Of c6g there are: c6g\.medium, /,
    ],
    ["an id that is no name", changed((c) => Object.assign(c, { id: "a/b" })), /id: given "a\/b"/],
  ])("with %s says so, with the path and what is allowed", (_, text, message) => {
    expect(() => parseBenchmarkConfig(text)).toThrow(message);
  });

  test("names all its faults at once", () => {
    const text = changed(
      (c) => Object.assign(c, { duration: { days: 0 } }) && Object.assign(c.domain, { type: "regional" }),
    );
    expect(() => parseBenchmarkConfig(text)).toThrow(/domain\.type[\s\S]*duration\.days/);
  });

  test("never fails otherwise than with a GeosBenchError, whatever the text", () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify({ ...JSON.parse(published), hardware: value })),
    );
    fc.assert(
      fc.property(text, (given) => {
        try {
          parseBenchmarkConfig(given);
        } catch (error) {
          expect(error).toMatchObject({
            name: "GeosBenchError",
            code: expect.stringMatching(/^invalid-(json|benchmark-config)$/),
          });
        }
      }),
    );
  });

  test("writes to JSON and back unchanged", () => {
    const config = parseBenchmarkConfig(published);
    expect(parseBenchmarkConfig(JSON.stringify(config))).toEqual(config);
  });
});

describe("which engine runs which simulation", () => {
  const parsed = (simulation_type: string, workload: object) =>
    parseBenchmarkConfig(JSON.stringify({ ...JSON.parse(published), simulation_type, workload }));
  const geosChem = { engine: "geos-chem-classic" };

  test.each([
    ["transport", {}],
    ["chemistry", { mechanism: "pollu" }],
    ["chemistry", { mechanism: "s3://bucket/tables/mine.mech" }],
    ["chemistry", { mechanism: "/scratch/mine.mech" }],
    ["io", {}],
    ["fullchem", {}],
    ["fullchem", { mechanism: "pollu" }],
    ["transport", geosChem],
    ["fullchem", geosChem],
    ["carbon", geosChem],
    ["CH4", geosChem],
    ["tagO3", geosChem],
    ["my_own-tracers", geosChem],
  ])("%s with %j", (simulation, workload) => {
    expect(parsed(simulation, workload).simulation_type).toBe(simulation);
  });

  test.each([
    ["carbon", {}, /simulation_type: given "carbon", engine proxy does not run it/],
    ["CH4", {}, /simulation_type: given "CH4", engine proxy does not run it/],
    ["TransportTracers", geosChem, /TransportTracers is called "transport" here/],
    ["no name", geosChem, /simulation_type: given "no name", must be the name of a simulation/],
    ["chemistry", geosChem, /simulation_type: given "chemistry", engine geos-chem-classic runs transport/],
    [
      "chemistry",
      { mechanism: "cb6" },
      /workload\.mechanism: .*ts1, pollu, small_strato, rober, or a table as s3:/,
    ],
    ["chemistry", { mechanism: "tables/mine.mech" }, /workload\.mechanism/],
    [
      "chemistry",
      { mechanism: "s3://My_Bucket/mine.mech" },
      /workload\.mechanism: .*"My_Bucket" is not a bucket name/,
    ],
    [
      "transport",
      { mechanism: "ts1" },
      /workload\.mechanism: given "ts1", simulation transport has no mechanism/,
    ],
  ])("%s with %j is an error", (simulation, workload, message) => {
    expect(() => parsed(simulation, workload)).toThrow(message);
  });

  test.each([
    [{ type: "nested", resolution: "0.25x0.3125", levels: 47 }],
    [{ type: "nested", resolution: "0.5x0.625" }],
    [{ type: "global", resolution: "4x5", levels: 40 }],
    [{ type: "global", resolution: "1x1.25" }],
  ])("GEOS-Chem has the grid of its run directory, %j; the proxy its two", (domain) => {
    const text = (workload: object) =>
      JSON.stringify({ ...JSON.parse(published), domain, simulation_type: "transport", workload });
    expect(parseBenchmarkConfig(text(geosChem)).domain).toMatchObject(domain);
    expect(() => parseBenchmarkConfig(text({}))).toThrow(
      /domain\.(type|resolution|levels): given .* allowed: .* with the proxy/,
    );
  });

  test.each(["4.0x5.0", "4x", "x5", "04x5", "4 x 5", "4x5x6", "0.250x0.3125"])(
    "a grid has one name, not %j",
    (resolution) => {
      const domain = { type: "global", resolution };
      const text = JSON.stringify({ ...JSON.parse(published), domain, workload: geosChem });
      expect(() => parseBenchmarkConfig(text)).toThrow(
        /domain\.resolution: .*must be latitude x longitude in degrees/,
      );
    },
  );
});

test("what a job can use of an instance is less than the instance has, and the default job fits it", () => {
  for (const type of instanceTypes.values()) {
    expect(type.usableMemoryMiB).toBeLessThan(type.memoryMiB);
    expect(type.physicalCores * type.threadsPerCore).toBe(type.vcpus);
  }
  expect(instanceTypes.get("c7g.4xlarge")).toMatchObject({
    architecture: "arm64",
    vcpus: 16,
    memoryMiB: 32_768,
  });
  expect(instanceTypes.get("c7g.4xlarge")?.usableMemoryMiB).toBeGreaterThan(30_720);
  expect(instanceTypes.get("c7i.4xlarge")).toMatchObject({ physicalCores: 8, threadsPerCore: 2 });
});

test.each([
  ["transport", {}, 21],
  ["io", { tracers: 5 }, 5],
  ["fullchem", {}, 300],
  ["fullchem", { tracers: 7, mechanism: "ts1" }, 300],
  ["fullchem", { mechanism: "/data/own.mech" }, null],
  ["chemistry", {}, null],
  ["transport", { engine: "geos-chem-classic" }, null],
])("tracers of the proxy's %s with %j: %s", (simulation_type, workload, tracers) => {
  expect(tracersOf(parsedConfig({ simulation_type, workload }))).toBe(tracers);
});
