import * as fc from "fast-check";
import { posix } from "node:path";
import { expect, test } from "vitest";
import { leadsOut, movePath } from "../../../../../runner/geos-chem/run-directory/data-path.ts";

const move = { base: "/home/me/run", from: "/data/ExtData/", to: "/scratch/ExtData" };

test.each([
  ["/data/ExtData/HEMCO", "/scratch/ExtData/HEMCO", true],
  ["/data/ExtData//HEMCO/", "/scratch/ExtData/HEMCO/", true],
  ["/data/./ExtData", "/scratch/ExtData", true],
  ["/data/ExtData2/HEMCO", "/data/ExtData2/HEMCO", false],
  ["/data", "/data", false],
  ["../shared/a.nc", "/home/me/shared/a.nc", false],
  ["../../../data/ExtData/a.nc", "/scratch/ExtData/a.nc", true],
])("%s", (path, expected, isData) => {
  expect(movePath(path, move)).toEqual({ path: expected, isData });
});

test("what does not move is written as it was", () => {
  expect(movePath("/data//ExtData/x/", { ...move, to: "/data/ExtData" }).path).toBe("/data//ExtData/x/");
  expect(movePath("/data/ExtData/x", { ...move, to: "/data/ExtData/" }).path).toBe("/data/ExtData/x");
});

test("any path below the data is below it afterwards, at the same place", () => {
  const part = fc.stringMatching(/^[A-Za-z0-9_$]{1,8}$/);
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 5 }),
      fc.array(fc.constantFrom("/", "//", "/./"), { minLength: 6, maxLength: 6 }),
      (parts, joins) => {
        const path = `/data/ExtData${parts.map((name, index) => `${joins[index]}${name}`).join("")}`;
        const { path: moved, isData } = movePath(path, move);
        expect(isData).toBe(true);
        expect(posix.relative("/scratch/ExtData", moved)).toBe(parts.join("/"));
      },
    ),
  );
});

test.each([
  ["/a", true],
  ["../a", true],
  ["a/../../b", true],
  ["./a", false],
  ["a/../b", false],
  ["..a", false],
])("%s leads out of the run directory: %s", (path, expected) => {
  expect(leadsOut(path)).toBe(expected);
});
