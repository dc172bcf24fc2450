import * as fc from "fast-check";
import { expect, test } from "vitest";
import { encodeRecoveryRecord, findRecoveryRecord } from "../../../contract/recovery-record.ts";

const record = fc.record({
  destination: fc.string(),
  objects: fc.dictionary(
    // JSON.parse makes it a key like any other, an object in memory its prototype; no result has such a file.
    fc.string().filter((name) => name !== "__proto__"),
    fc.string({ unit: "binary" }),
  ),
});

test("a record is found in any log around it, equal", () => {
  fc.assert(
    fc.property(record, fc.array(fc.string()), fc.array(fc.string()), (given, before, after) => {
      const log = [...before, encodeRecoveryRecord(given), ...after].join("\n");
      expect(findRecoveryRecord(log)).toEqual(given);
    }),
  );
});

test("it is one line, without blanks", () => {
  fc.assert(fc.property(record, (given) => /^\S+$/.test(encodeRecoveryRecord(given))));
});

test("no record is undefined, a cut one is an error that says so", () => {
  expect(findRecoveryRecord("nothing here")).toBeUndefined();
  const line = encodeRecoveryRecord({ destination: "s3://b/p", objects: { "results.json": "{}" } });
  expect(() => findRecoveryRecord(line.slice(0, -20))).toThrow(/cannot be read; it may be cut off/);
});
