import { expect, test } from "vitest";
import { resources } from "../local-batch.ts";
import { filledBatch } from "../resource-calls.ts";

test("a FIFO queue's snapshot has its first jobs with the time since when they are at their place", async () => {
  const { submit, clock, call } = await filledBatch({}, { maxvCpus: 16 });
  const whole = { containerOverrides: { resourceRequirements: resources(16, 1024) } };
  submit(whole);
  await clock.advance(10);
  const [second, third] = [submit(whole), submit(whole)];
  await clock.advance(10);
  const before = clock.now();
  const snapshot = () => call("GetJobQueueSnapshot", { jobQueue: "queue" });
  const names = () => snapshot().frontOfQueue?.jobs?.map(({ jobArn }) => jobArn?.split("/").at(-1));
  expect(names()).toEqual([second, third]);
  expect(snapshot().queueUtilization?.totalCapacityUsage).toEqual([{ capacityUnit: "VCPU", quantity: 16 }]);
  expect(snapshot().queueUtilization).not.toHaveProperty("fairshareUtilization");
  // The first ends after a second: then the third moves up.
  await clock.advance(1000);
  expect(names()).toEqual([third]);
  const at = snapshot().frontOfQueue?.jobs?.[0]?.earliestTimeAtPosition ?? 0;
  expect(at).toBeGreaterThan(before);
  await clock.advance(500);
  expect(snapshot().frontOfQueue?.jobs?.[0]?.earliestTimeAtPosition).toBe(at);
  await clock.runOut();
  expect(snapshot().frontOfQueue?.jobs).toEqual([]);
  expect(() => call("GetJobQueueSnapshot", { jobQueue: "none" })).toThrow("JobQueue none not found.");
});
