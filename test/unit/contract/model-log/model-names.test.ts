import { expect, test } from "vitest";
import { gridName, metFieldName } from "../../../../contract/model-log/model-names.ts";

test("one name for a grid and for meteorology, however they are written", () => {
  expect(["4.0x5.0", "4x5", "4.00x5.0"].map(gridName)).toEqual(["4x5", "4x5", "4x5"]);
  expect(gridName("0.250x0.3125")).toBe("0.25x0.3125");
  expect(["GEOS-FP", "GEOSFP", "geos_fp"].map(metFieldName)).toEqual(["GEOSFP", "GEOSFP", "GEOSFP"]);
});
