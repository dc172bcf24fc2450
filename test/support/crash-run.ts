import { expect } from "vitest";
import { seededRandom } from "../../report/statistics/seeded-random.ts";
import { batchLives } from "./batch-lives.ts";

const statuses = ["SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED"] as const;
const terminal = new Set(["SUCCEEDED", "FAILED"]);

/**
 * Submits random jobs (chains, arrays, retries, stops) and kills the Batch at random moments until all have ended: each
 * ends once, none is lost, none has more attempts than it may have, and what has ended stays as it was.
 */
export async function crashRun(seed: number): Promise<void> {
  const random = seededRandom(seed);
  const pick = (least: number, most: number): number => least + random.below(most - least + 1);
  const ends = new Map<string, string[]>();
  const lives = batchLives({
    // By the attempt alone, so that an attempt that starts again goes as it would have gone.
    plan: ({ jobId, attempt }) => {
      const dice = Buffer.from(`${jobId}/${attempt}`).reduce((sum, byte) => (sum * 31 + byte) % 1009, 7);
      return {
        startMs: dice % 400,
        durationMs: 500 + (dice % 7) * 400,
        outcome: { exitCode: dice % 3 === 0 ? 1 : 0, statusReason: "Essential container in task exited" },
      };
    },
    host: { vcpus: 6 },
    ...(seed % 2 === 1 && { pace: { gatherMs: 10, arrivals: 2 } }),
  });
  let batch = lives.begin();
  const listen = (): void => {
    batch.batch.events.on("jobStateChange", ({ detail: { jobId = "", status = "" } }) => {
      if (terminal.has(status)) ends.set(jobId, [...(ends.get(jobId) ?? []), status]);
    });
  };
  listen();
  const ids: string[] = [];
  const all = (): string[] => [
    ...ids,
    ...ids
      .flatMap((id) => statuses.flatMap((status) => batch.children(id, status)))
      .map(({ jobId = "" }) => jobId),
  ];
  const settled = new Map<string, unknown>();

  for (let life = 0; life < 8; life++) {
    for (let count = pick(1, 4); count > 0; count--) {
      const before = ids[pick(0, Math.max(0, ids.length - 1))];
      ids.push(
        batch.submit({
          ...(before !== undefined && pick(0, 1) === 1 && { dependsOn: [{ jobId: before }] }),
          ...(pick(0, 2) === 0 && { arrayProperties: { size: pick(2, 5) } }),
          retryStrategy: { attempts: pick(1, 3) },
        }),
      );
      if (pick(0, 5) === 0) batch.terminate(ids[pick(0, ids.length - 1)] ?? "");
    }
    await batch.clock.advance(pick(0, 3000));
    const known = all();
    for (const id of known) {
      const job = batch.describe(id);
      if (terminal.has(job.status ?? "")) settled.set(id, job);
    }
    batch = lives.killed(batch, pick(0, 5000));
    listen();
    expect(all().toSorted()).toEqual(known.toSorted());
    for (const [id, job] of settled) expect(batch.describe(id)).toEqual(job);
  }
  await batch.clock.runOut();
  for (const id of all()) {
    const { status, attempts = [], retryStrategy } = batch.describe(id);
    expect(terminal.has(status ?? ""), `${id} is ${status}`).toBe(true);
    expect(ends.get(id), `ends of ${id}`).toEqual([status]);
    expect(attempts.length).toBeLessThanOrEqual(retryStrategy?.attempts ?? 1);
  }
}
