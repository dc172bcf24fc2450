import { expect, it } from "vitest";
import { localBatch } from "../local-batch.ts";

const pace = { gatherMs: 10, arrivals: 2 };

it("places what came within some milliseconds by one pass, and no job before", async () => {
  const { submit, describe: show, clock } = localBatch({ pace });
  const first = submit();
  await clock.advance(9);
  const second = submit();
  expect([first, second].map((id) => show(id).status)).toEqual(["SUBMITTED", "SUBMITTED"]);
  await clock.advance(1);
  expect([first, second].map((id) => show(id).status)).toEqual(["RUNNING", "RUNNING"]);
});

it("lets jobs in by parts, in their order, with others' turns in between", async () => {
  const { submit, clock, requests, batch } = localBatch({ pace });
  const letIn: string[] = [];
  batch.events.on("jobStateChange", ({ detail: { jobId = "", status } }) => {
    if (status === "RUNNABLE") letIn.push(jobId);
  });
  const ids = Array.from({ length: 12 }, () => submit());
  let inBetween = 0;
  clock.after(10, () => (inBetween = letIn.length));
  await clock.advance(10);
  expect(inBetween).toBe(2);
  expect(letIn).toEqual(ids);
  await clock.runOut();
  expect(requests.map(({ jobId }) => jobId)).toEqual(ids);
});

it("waits while requests come one right after the other, but not for ever", async () => {
  const busyUntil = async (until: number, waitMs: number) => {
    const at: number[] = [];
    const made = localBatch({
      pace: { ...pace, waitMs, isBusy: () => made.clock.now() - begin < until },
    });
    const begin = made.clock.now();
    made.batch.events.on("jobStateChange", ({ detail: { status } }) => {
      if (status === "RUNNABLE") at.push(made.clock.now() - begin);
    });
    for (let count = 0; count < 5; count++) made.submit();
    await made.clock.runOut();
    return at;
  };
  // Once it has begun, the parts that are left do not wait again.
  expect(await busyUntil(100, 250)).toEqual([100, 100, 100, 100, 100]);
  expect(await busyUntil(1000, 250)).toEqual([250, 250, 250, 250, 250]);
});

it("ends an array of many children, which arrive at once", async () => {
  const { submit, describe: show, clock, children } = localBatch({ pace });
  const id = submit({ arrayProperties: { size: 300 } });
  await clock.runOut();
  expect(show(id).status).toBe("SUCCEEDED");
  expect(children(id, "SUCCEEDED")).not.toHaveLength(0);
});

it("lets nobody in who was cancelled while waiting for the next part", async () => {
  const { submit, cancel, describe: show, clock, requests } = localBatch({ pace });
  const ids = Array.from({ length: 8 }, () => submit());
  const last = ids.at(-1) ?? "";
  cancel(last);
  await clock.runOut();
  expect(show(last).status).toBe("FAILED");
  expect(requests.map(({ jobId }) => jobId)).toEqual(ids.slice(0, -1));
});
