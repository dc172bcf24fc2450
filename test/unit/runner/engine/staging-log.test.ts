import { expect, test } from "vitest";
import { staging } from "../../../../contract/staging.ts";
import { createStagingLog } from "../../../../runner/engine/staging-log.ts";

test("seconds and bytes of each step, all its times together, failures included", async () => {
  let now = 0;
  const log = createStagingLog(() => now);
  const taking =
    (seconds: number, bytes = 0) =>
    async () => {
      now += seconds;
      return bytes;
    };
  const asIs = (bytes: number) => bytes;
  expect(log.total()).toBeUndefined();
  await log.time("dry-run", taking(20));
  await log.time("copy", taking(1, 100), asIs);
  await log.time("copy", taking(3, 100), asIs);
  const failing = log.time("fetch", async () => {
    now += 5;
    throw new Error("no route");
  });
  await expect(failing).rejects.toThrow("no route");
  expect(log.total()).toEqual({
    seconds: 29,
    steps: [
      { step: "dry-run", times: 1, seconds: 20, bytes: null },
      { step: "copy", times: 2, seconds: 4, bytes: 200 },
      { step: "fetch", times: 1, seconds: 5, bytes: null },
    ],
  });
  expect(staging.parse(log.total())).toEqual(log.total());
});
