import { expect, test } from "vitest";
import { workloadCommand } from "../../../../runner/proxy/proxy-command.ts";
import { parsedConfig } from "../support/benchmark.ts";

const line = (more: object): string =>
  workloadCommand(parsedConfig(more), { GCBENCH_WORKLOAD: "/bin/proxy" }).join(" ");

test("transport is told its tracers, chemistry and the mix of both their mechanism", () => {
  expect(line({})).toBe(
    "/bin/proxy --simulation transport --resolution 4x5 --levels 72 --hours 2 --tracers 21 --output output",
  );
  expect(line({ simulation_type: "chemistry" })).toBe(
    "/bin/proxy --simulation chemistry --resolution 4x5 --levels 72 --hours 2 --mechanism ts1 --output output",
  );
  expect(line({ simulation_type: "fullchem" })).toBe(
    "/bin/proxy --simulation fullchem --resolution 4x5 --levels 72 --hours 2 --mechanism ts1 --output output",
  );
  expect(line({ simulation_type: "chemistry", workload: { mechanism: "pollu" } })).toContain(
    "--mechanism pollu",
  );
});

test("reading and writing is told its tracers", () => {
  expect(line({ simulation_type: "io", workload: { tracers: 5 } })).toBe(
    "/bin/proxy --simulation io --resolution 4x5 --levels 72 --hours 2 --tracers 5 --output output",
  );
});

test("GEOS-Chem itself has no simulation io", () => {
  expect(() => line({ simulation_type: "io", workload: { engine: "geos-chem-classic" } })).toThrow(
    /simulation_type/,
  );
});

test("transport has no mechanism", () => {
  expect(() => line({ workload: { mechanism: "pollu" } })).toThrow(/workload.mechanism/);
});
