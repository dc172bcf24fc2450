import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readTimers, timersOfJson, timersOfTable } from "../../../../contract/model-log/read-timers.ts";

/** Synthetic, in the format of gcclassic_timers.json; with the comma that makes it no JSON. */
const json = (entries: Record<string, [clock: string, seconds: string]>) => `{
    "description":
    {
        "name": "GEOS-Chem Classic timers output"
    },
    "GEOS-Chem Classic timers":
    {
${Object.entries(entries)
  .map(
    ([name, [clock, seconds]]) =>
      `        "${name}":\n        {\n            "d_hms": "${clock}",\n            "seconds": ${seconds}\n        },\n`,
  )
  .join("")}    }
}
`;

/** As it is quoted in geos-chem#2069, #598 and the model's format statements. */
const table = `
  Timer name                       DD-hh:mm:ss.SSS     Total Seconds
-------------------------------------------------------------------------------
  GEOS-Chem                     :  00-00:16:56.312          1016.312
  Initialization                :  00-00:00:43.000            43.000
  HEMCO                         :  00-00:10:03.796           603.797
  All chemistry                 :  01-02:00:01.500         93601.500
  => FlexChem                   :  00-00:22:26.578          1346.578
    -> FlexChem loop            :  00-00:22:06.046          1326.047
    -> KPP                      :  00-**:45:52.***    **************
       RCONST                   :  00-00:00:33.606            33.606
       Integrate 2              :  >>>>> THE TIMER DID NOT RUN <<<<<
  => FAST-JX photolysis         :  >>>>> THE TIMER DID NOT RUN <<<<<
  Transport                     :  00-00:02:46.500    **************
  Convection                    :  **-**:**:**.***    **************
  Wet deposition: Invalid run time - negative value
 ** WARNING: Timer still enabled! 
 Timer forced to stop due to error: HEMCO
`.split("\n");

test("the log's table, with everything that goes wrong in it, under today's names", () => {
  expect(timersOfTable(table)).toEqual([
    { name: "GEOS-Chem", seconds: 1016.312 },
    { name: "Initialization", seconds: 43 },
    { name: "HEMCO", seconds: 603.797 },
    { name: "All chemistry", seconds: 93601.5 },
    { name: "=> Gas-phase chem", seconds: 1346.578 },
    { name: "=> Photolysis", seconds: null },
    { name: "Transport", seconds: 166.5 },
    { name: "Convection", seconds: null, fault: "not readable" },
    { name: "Wet deposition", seconds: null, fault: "negative" },
  ]);
});

test("the JSON file, which is none", () => {
  const text = json({
    "GEOS-Chem": ["00-00:16:56.312", "1016.312"],
    Photolysis: ["00-00:00:01.000", "1.000"],
    Transport: ["00-00:02:46.500", "**************"],
    HEMCO: ["00-00:00:00.000", "-3.000"],
  });
  expect(() => JSON.parse(text)).toThrow();
  expect(timersOfJson(text)).toEqual([
    { name: "GEOS-Chem", seconds: 1016.312 },
    { name: "=> Photolysis", seconds: 1 },
    { name: "Transport", seconds: 166.5 },
    { name: "HEMCO", seconds: null, fault: "negative" },
  ]);
});

test("the JSON file comes first, the log where it has nothing", () => {
  const text = json({ "GEOS-Chem": ["00-00:00:01.000", "1.000"] });
  expect(readTimers(text, table)).toEqual({
    from: "gcclassic_timers.json",
    timers: [{ name: "GEOS-Chem", seconds: 1 }],
  });
  for (const broken of [undefined, "", "{}", text.slice(0, 100)]) {
    expect(readTimers(broken, table).from).toBe("log");
    expect(readTimers(broken, [])).toEqual({ from: "none", timers: [] });
  }
});

test("any figures come back from both, and no text makes either throw", () => {
  const seconds = fc.integer({ min: 0, max: 9_999_999 }).map((ms) => ms / 1000);
  fc.assert(
    fc.property(fc.array(seconds, { maxLength: 9 }), fc.string(), (values, noise) => {
      const clock = "00-00:00:00.000";
      const named = values.map((value, index) => [`Timer ${index}`, value] as const);
      const expected = named.map(([name, value]) => ({ name, seconds: value }));
      const entries = Object.fromEntries(
        named.map(([name, value]) => [name, [clock, value.toFixed(3)] as [string, string]]),
      );
      expect(timersOfJson(json(entries))).toEqual(expected);
      const lines = named.map(
        ([name, value]) => `  ${name.padEnd(30)}:  ${clock}    ${value.toFixed(3).padStart(14)}`,
      );
      expect(timersOfTable(lines)).toEqual(expected);
      expect(Array.isArray(readTimers(noise, [noise]).timers)).toBe(true);
    }),
  );
});
