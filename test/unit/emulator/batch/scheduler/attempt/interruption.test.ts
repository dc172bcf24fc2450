import { expect, it } from "vitest";
import { localBatch, resources } from "../../local-batch.ts";

const whole = { resourceRequirements: resources(16, 1024) };

it("takes an instance away under its jobs, which start again elsewhere as often as they may", async () => {
  const {
    batch,
    submit,
    describe: show,
    requests,
    clock,
  } = localBatch({ plan: () => ({ durationMs: 60_000 }) });
  const once = submit({ containerOverrides: whole });
  const again = submit({ containerOverrides: whole, retryStrategy: { attempts: 2 } });
  await clock.advance(30_000);
  const lost = requests.map(({ instanceId }) => instanceId);
  expect(new Set(lost).size).toBe(2);
  for (const id of lost) expect(batch.interrupt(id)).toBe(true);
  await clock.advance(1000);
  expect(show(once)).toMatchObject({
    status: "FAILED",
    statusReason: `Host EC2 (instance ${lost[0]}) terminated.`,
  });
  expect(show(again).status).toBe("RUNNING");
  expect(lost).not.toContain(requests.at(-1)?.instanceId);
  expect(batch.interrupt(lost[0] ?? "")).toBe(false);
  await clock.runOut();
  expect(show(again)).toMatchObject({ status: "SUCCEEDED", attempts: [{}, {}] });
});

it("takes an idle instance away at once, and knows no other", async () => {
  const launched: string[] = [];
  const terminated: [id: string, at: number][] = [];
  const { batch, submit, clock } = localBatch({
    life: {
      idleMs: () => 60_000,
      keepsMinimum: false,
      launched: ({ id }) => launched.push(id),
      terminated: ({ id }) => terminated.push([id, clock.now()]),
    },
    now: 0,
  });
  submit();
  await clock.advance(10_000);
  expect([launched.length, terminated]).toEqual([1, []]);
  expect(batch.interrupt("i-0")).toBe(false);
  expect(batch.interrupt(launched[0] ?? "")).toBe(true);
  await clock.advance(0);
  expect(terminated).toEqual([[launched[0], 10_000]]);
});
