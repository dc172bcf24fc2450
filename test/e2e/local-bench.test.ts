import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type Docker from "dockerode";
import { describe, expect, test } from "vitest";
import { manifest } from "../../contract/manifest.ts";
import { sha256 } from "../../contract/sha256.ts";
import { foreign, native, smallConfig } from "../support/configs.ts";
import { dockerForTests, thingsOf } from "../support/docker.ts";
import { gcbenchIn } from "../support/gcbench.ts";
import { needs } from "../support/needs.ts";
import { onlyThorough } from "../support/thorough.ts";
import { patience } from "../support/patience.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

interface Report {
  ok: boolean;
  report: string;
  runs: {
    benchmark_id: string;
    status: string;
    reason: string;
    emulated: { value: boolean };
    sim_days_per_day: { value: number };
    result: { directory: string } | null;
  }[];
}

const docker = (await dockerForTests()) as Docker;
const folder = temporaryDirectory("e2e");
const state = path.join(folder, "state");
const output = path.join(folder, "output");
const gcbench = gcbenchIn(state);
const common = ["--no-provision", "--output", output];

describe("gcbench local-bench", () => {
  needs("docker");
  const things = () => thingsOf(docker, state);
  const nothingLeft = async () => expect(await things()).toEqual([]);

  test("runs what it can of a suite in the other architecture's container, says why not the rest, leaves verified files, nothing else", async () => {
    const config = smallConfig(foreign);
    const tooLarge = smallConfig("x86_64", {
      hardware: {
        instance_type: "c7i.4xlarge",
        processor_type: "Sapphire Rapids",
        architecture: "x86_64",
        vcpus: 16,
        memory_gb: 32,
      },
    });
    const suite = path.join(folder, "suite.json");
    await writeFile(
      suite,
      JSON.stringify({
        name: "two",
        description: "One that runs, one that cannot.",
        benchmarks: [config, tooLarge],
      }),
    );
    const done = await gcbench(["local-bench", "--suite", suite, "--json", ...common]);
    expect(done, done.stderr).toMatchObject({ exitCode: 1 });
    const report = JSON.parse(done.stdout) as Report;
    expect(report).toMatchObject({
      ok: false,
      runs: [
        { benchmark_id: config.id, status: "succeeded", emulated: { value: true } },
        { benchmark_id: tooLarge.id, status: "not-placeable" },
      ],
    });
    expect(report.runs[1]?.reason).toMatch(/MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT/);
    expect(report.runs[0]?.sim_days_per_day.value).toBeGreaterThan(0);
    const directory = report.runs[0]?.result?.directory ?? "";
    const listed = manifest.parse(JSON.parse(await readFile(path.join(directory, "manifest.json"), "utf8")));
    for (const { name, sha256: expected } of listed.objects) {
      expect(sha256(await readFile(path.join(directory, name)))).toBe(expected);
    }
    expect(done.stderr).toContain("X-HRS:");
    expect(await readFile(report.report, "utf8")).toContain(`<title>Benchmarks of GEOS-Chem</title>`);
    await nothingLeft();
  });

  const long = JSON.stringify(smallConfig(native, { duration: { days: 60 } }));
  test.for([
    ["at the first step", "Docker engine"],
    ["while the local environment starts", "Local AWS Batch"],
    ["while the job computes", "X-HRS:"],
  ] as const)("Ctrl-C %s leaves nothing running", async ([, when], context) => {
    if (when === "Local AWS Batch") onlyThorough(context, "interrupted start");
    const run = gcbench(["local-bench", "--config", long, ...common]);
    await lineOf(run, when);
    if (when === "X-HRS:") expect(await things()).not.toEqual([]);
    run.kill("SIGINT");
    expect((await run).exitCode).toBe(130);
    await nothingLeft();
  });

  test("a second one is refused and the first goes on; kill -9 of it leaves nothing running either", async () => {
    const first = gcbench(["local-bench", "--config", long, ...common]);
    await lineOf(first, "X-HRS:");
    const second = await gcbench(["local-bench", "--config", long, ...common]);
    expect(second.exitCode).toBe(4);
    expect(second.stderr).toMatch(/Another local-bench is running \(process \d+/);
    await lineOf(first, "X-HRS:");
    expect(await things()).not.toEqual([]);
    first.kill("SIGKILL");
    await first;
    await expect.poll(things, { timeout: patience }).toEqual([]);
  });

  test("Docker not running is said in one message", async () => {
    const done = await gcbench(["local-bench", ...common], {
      DOCKER_HOST: "unix:///nonexistent/docker.sock",
    });
    expect(done.exitCode).toBe(3);
    expect(done.stderr).toMatch(/unix:\/\/\/nonexistent\/docker\.sock/);
    await nothingLeft();
  });
});

describe("bad input is refused before anything is started", () => {
  test.for([
    ["malformed JSON", ["--config", '{"id":'], /not JSON/],
    ["a file that is not there", ["--config", "no-such-file.json"], /no-such-file\.json/],
    ["an unknown suite", ["--suite", "nope"], /Known: .*smoke/],
    ["an unknown option", ["--nope"], /--nope/],
    [
      "an architecture that nothing is for",
      ["--arch", "amd64", "--config", JSON.stringify(smallConfig("arm64"))],
      /leaves nothing to run/,
    ],
    [
      "a negative duration",
      ["--config", JSON.stringify(smallConfig("arm64", { duration: { days: -1 } }))],
      /duration\.days: given -1/,
    ],
  ] as const)("%s", async ([, args, message]) => {
    const done = await gcbench(["local-bench", ...args]);
    expect(done.exitCode).toBe(2);
    expect(done.stderr).toMatch(message);
    expect(await readdir(state).catch(() => [])).not.toContain("local-bench.lock");
  });
});

/** Waits for a text in the command's progress; fails with all it said when it ends without. */
async function lineOf(run: ReturnType<typeof gcbench>, text: string): Promise<void> {
  let said = "";
  const seen = new Promise<boolean>((resolve) => {
    run.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(text)) resolve(true);
    });
  });
  // Not the result itself: comparing its type with a boolean takes the compiler seconds.
  const ended = run.then(() => false);
  if (!(await Promise.race([seen, ended]))) throw new Error(`It ended without "${text}": ${said}`);
}
