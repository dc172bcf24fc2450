import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runCanary, type CanaryContext } from "../../../../runner/canary/run-canary.ts";
import { fakeFiles } from "../support/fake-files.ts";
import { temporaryDirectory } from "../support/ports.ts";

const standIn = fileURLToPath(new URL("../../../support/stand-in-canary.mjs", import.meta.url));

const context = (more: Partial<CanaryContext> = {}, behaviour = "ok"): CanaryContext => ({
  env: { GCBENCH_CANARY: standIn },
  workloadEnv: { PATH: process.env["PATH"], OMP_NUM_THREADS: "3", STAND_IN_CANARY: behaviour },
  files: fakeFiles({ "/proc/meminfo": "MemAvailable: 8000000 kB\n" }),
  scratch: temporaryDirectory(),
  wanted: true,
  emulated: false,
  interrupted: new AbortController().signal,
  ...more,
});

test("the report is what the program wrote, with the workload's threads; nothing of it stays on disk", async () => {
  const given = context();
  expect(await runCanary(given)).toMatchObject({
    value: { threads: 3, triad: { array_bytes: 256 * 1024 ** 2, gb_per_s: { best: 2 } } },
  });
  expect(readdirSync(given.scratch)).toEqual([]);
});

test.each([
  ["not wanted", { wanted: false }, "ok", "the config says canaries: false"],
  ["emulated", { emulated: true }, "ok", "emulated: it would measure the emulator"],
  ["no program", { env: { GCBENCH_CANARY: "/no/such/canary" } }, "ok", "/no/such/canary failed: ENOENT"],
  ["no memory", { files: fakeFiles({}) }, "ok", "how much memory is available cannot be read"],
  ["a wrong answer", {}, "exit", "failed: exit code 3: machine-canary: error: the triad's answer is wrong"],
  ["no report", {}, "no-report", "wrote no report"],
  ["a report of something else", {}, "broken-report", "canary report"],
])("%s is a reason, not a failure", async (_name, more, behaviour, reason) => {
  expect(await runCanary(context(more, behaviour))).toEqual({
    value: null,
    reason: expect.stringContaining(reason) as string,
  });
});

test("a job that is interrupted does not wait for it", async () => {
  const interrupted = AbortSignal.timeout(50);
  const found = await runCanary(context({ interrupted }, "hang"));
  expect(found).toEqual({ value: null, reason: "the job was interrupted" });
  expect(await runCanary(context({ interrupted }))).toEqual(found);
});
