import { expect, test } from "vitest";
import { environment, localBatch, resources } from "./local-batch.ts";

const asking = (vcpus: number, memoryMiB: number) => ({
  containerOverrides: { resourceRequirements: resources(vcpus, memoryMiB) },
});

test("each job that waits says why, AWS's words first where AWS has some", async () => {
  const { submit, batch, clock } = localBatch({
    stack: { computeEnvironments: [environment("ce", { maxvCpus: 16 })] },
    plan: () => ({ durationMs: 60_000 }),
  });
  const runs = submit({ jobName: "runs", ...asking(15, 30_000) });
  const first = submit({ jobName: "first", ...asking(15, 30_000) });
  const second = submit({ jobName: "second" });
  const after = submit({ jobName: "after", dependsOn: [{ jobId: runs }] });
  await clock.advance(10);
  const why = () => Object.fromEntries(batch.view(10).jobs.map(({ name, why: text }) => [name, text]));
  expect(why()).toEqual({
    runs: null,
    first: expect.stringMatching(/^It is the first of its queue.*no room for 15 vCPUs and 30000 MiB/),
    second: "1 job of its queue came before it.",
    after: `It waits for job ${runs}.`,
  });
  const { environments, counts } = batch.view(10);
  expect(counts).toMatchObject({ PENDING: 1, RUNNABLE: 2, RUNNING: 1, SUCCEEDED: 0 });
  // What c7g.4xlarge has (EC2's API), whatever this machine has.
  expect(environments[0]?.instances).toMatchObject([
    { type: "c7g.4xlarge", vcpus: 16, jobs: [{ id: runs, vcpus: 15, memoryMiB: 30_000 }] },
  ]);
  expect([first, second, after]).not.toContain("");
});

test("a job larger than every instance has AWS's reason, and one that the machine holds back has ours", async () => {
  const large = localBatch();
  large.submit({ jobName: "large", ...asking(200, 1024) });
  await large.clock.advance(10);
  expect(large.batch.view(1).jobs[0]?.why).toMatch(/^MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - /);
  const busy = localBatch({ host: { vcpus: 2, slots: 1 }, plan: () => ({ durationMs: 60_000 }) });
  busy.submit();
  busy.submit({ jobName: "held-back" });
  await busy.clock.advance(10);
  expect(busy.batch.view(1).jobs[0]).toMatchObject({
    name: "held-back",
    why: expect.stringMatching(/^LOCAL:HOST_BUSY - .*already runs one job/),
  });
});

test("of jobs that have ended only the latest are shown, and all are counted", async () => {
  const { submit, batch, clock } = localBatch();
  for (const index of [1, 2, 3]) submit({ jobName: `job-${index}` });
  await clock.advance(10_000);
  const { jobs, counts } = batch.view(2);
  expect(jobs.map(({ name, status, instance }) => [name, status, instance])).toEqual([
    ["job-3", "SUCCEEDED", null],
    ["job-2", "SUCCEEDED", null],
  ]);
  expect(counts.SUCCEEDED).toBe(3);
});
