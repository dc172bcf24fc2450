import { expect, test } from "vitest";
import { setBaseline } from "../../../report/compare/baselines.ts";
import { updateIndex } from "../../../report/index/update-index.ts";
import { folderStore } from "../../../report/read/folder-store.ts";
import { gcbenchHere } from "../../support/gcbench-here.ts";
import { syntheticResult, writeResult } from "../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { level, trackedPlace } from "../../support/tracked-place.ts";

const gcbench = gcbenchHere(temporaryDirectory("baseline-state"));

test("a baseline is the results that it was set with; what came since is held against it", async () => {
  const root = await trackedPlace(level(5), (night) => (night === 0 ? { emulated: true } : {}));
  const set = await gcbench(["baseline", "set", "winter", "SYNTHETIC", "--results", root]);
  expect([set.exitCode, set.stdout]).toEqual([
    0,
    `winter: 4 results of ${root}\n  not taken: 1 that are never ranked (emulated, invalid, retracted …)`,
  ]);
  for (const number of [1, 2, 3]) {
    const startedAt = `2026-03-0${number}T00:00:00Z`;
    const of = { jobId: `since-${number}`, instanceId: `i-since-${number}`, startedAt, wallSeconds: [110] };
    writeResult(root, syntheticResult(of));
  }
  await updateIndex(folderStore(root));
  const since = await gcbench(["compare", "--baseline", "winter", "--results", root]);
  expect(since.stdout).toMatch(
    /SYNTHETIC since baseline winter: exploratory; ratio 1\.0\d\d .*n=3 instances/,
  );
  expect(since.stdout).toMatch(/baseline: SYNTHETIC in baseline winter +│ 4/);
  const chosen = ["--baseline", "winter", "--candidate", "job_id=since-1"];
  const one = await gcbench(["compare", ...chosen, "--results", root]);
  expect(one.stdout).toContain("job_id=since-1 against baseline winter: exploratory; ratio");
});

test("setting it again keeps the earlier one, and the list has the latest", async () => {
  const root = await trackedPlace(level(3));
  await gcbench(["baseline", "set", "b", "SYNTHETIC", "--results", root]);
  const again = await gcbench(["baseline", "set", "b", "job_id=job-1", "--results", root]);
  expect(again.stdout).toBe(`b: 1 results of ${root}, 1 earlier kept`);
  const { stdout } = await gcbench(["baseline", "list", "--json", "--results", root]);
  expect(JSON.parse(stdout)).toMatchObject({
    baselines: [
      { name: "b", version: 2, selection: "job_id=job-1", results: [{ job_id: "job-1", attempt: 1 }] },
    ],
  });
});

test("of two who set one name at once, one has it and the other is told", async () => {
  const store = folderStore(temporaryDirectory("baseline"));
  const baseline = (sha256: string) => ({
    name: "b",
    selection: "A",
    set_at: "2026-01-01T00:00:00Z",
    results: [{ job_id: "a", attempt: 1, sha256: sha256.repeat(64) }],
  });
  const outcomes = await Promise.allSettled(["1", "2", "3"].map((of) => setBaseline(store, baseline(of))));
  const refused = outcomes.filter(({ status }) => status === "rejected");
  // Who comes after the first has finished sets the next version; who meets it is refused. Nobody's is lost.
  expect(outcomes[0]?.status === "fulfilled" || refused.length < 3).toBe(true);
  const versions: string[] = [];
  for await (const { path } of store.list("gcbench-records")) versions.push(path);
  expect(versions).toHaveLength(3 - refused.length);
  for (const { reason } of refused as PromiseRejectedResult[])
    expect(reason).toMatchObject({ code: "baseline-conflict" });
});

test.each([
  [["set", "Winter", "SYNTHETIC"], '"Winter" cannot name a baseline.'],
  [["set", "b", "NO-SUCH"], 'that may be ranked is selected by "NO-SUCH" (0 that may not)'],
  [["set", "b", "colour=red"], '"colour=red" does not select runs.'],
])("baseline %o is refused", async (args, message) => {
  const root = await trackedPlace(level(1));
  const { exitCode, stderr } = await gcbench(["baseline", ...args, "--results", root]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
});
