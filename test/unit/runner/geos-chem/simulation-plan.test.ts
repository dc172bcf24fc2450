import { expect, test } from "vitest";
import { type Asked, readPlan } from "../../../../runner/geos-chem/simulation-plan.ts";
import { geoschemConfig } from "./support/texts.ts";

const asked = (more: Partial<Asked> = {}): Asked => ({
  simulation_type: "transport",
  domain: { type: "global", resolution: "4x5", levels: 72 },
  duration: { days: 1 },
  workload: {},
  ...more,
});
const config = geoschemConfig("/data/ExtData");

test.each([
  [{}, "2019-01-01T00:00:00.000Z", "2019-01-02T00:00:00.000Z"],
  [{ duration: { hours: 6 } }, "2019-01-01T00:00:00.000Z", "2019-01-01T06:00:00.000Z"],
  [{ workload: { start: "2020-02-28" } }, "2020-02-28T00:00:00.000Z", "2020-02-29T00:00:00.000Z"],
])("the time of %j, the run directory's start by default", (more, start, end) => {
  const plan = readPlan(asked(more), config);
  expect([plan.start.toISOString(), plan.end.toISOString()]).toEqual([start, end]);
});

test("simulation, grid and meteorology are the run directory's, whatever they are", () => {
  const own = config
    .replace("TransportTracers", "MyTracers")
    .replace("4.0x5.0", "0.25x0.3125")
    .replace("number_of_levels: 72", "number_of_levels: 40\n  nested_grid_simulation:\n    activate: true")
    .replace("MERRA2", "GEOS-FP");
  const domain = { type: "nested", resolution: "0.25x0.3125", levels: 40 } as const;
  expect(readPlan(asked({ simulation_type: "MyTracers", domain }), own)).toMatchObject({
    name: "MyTracers",
    resolution: "0.25x0.3125",
    metField: "GEOS-FP",
    levels: 40,
    nested: true,
  });
  expect(
    readPlan(asked({ simulation_type: "MyTracers", domain, workload: { met_field: "GEOSFP" } }), own),
  ).toBeDefined();
});

test("a config of something else is refused, and told what the directory is", () => {
  const other = asked({
    simulation_type: "CH4",
    domain: { type: "nested", resolution: "0.5x0.625", levels: 47 },
    workload: { met_field: "GEOSIT" },
  });
  expect(() => readPlan(other, config)).toThrow(
    expect.objectContaining({
      code: "run-directory-not-suitable",
      message:
        "The run directory is for another benchmark: simulation TransportTracers instead of CH4, meteorology MERRA2 instead of GEOSIT, grid 4.0x5.0 instead of 0.5x0.625, levels 72 instead of 47, domain global instead of nested.",
      hint: expect.stringContaining(
        '"simulation_type":"transport","domain":{"type":"global","resolution":"4x5","levels":72}, "met_field":"MERRA2"',
      ),
    }),
  );
});
