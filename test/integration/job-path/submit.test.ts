import { readFile } from "node:fs/promises";
import path from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { jobRecord } from "../../../contract/job-record.ts";
import { manifest } from "../../../contract/manifest.ts";
import { parseS3Url } from "../../../contract/s3-url.ts";
import { sha256 } from "../../../contract/sha256.ts";
import { batchOutputs } from "../../support/batch-outputs.ts";
import { native, smallConfig } from "../../support/configs.ts";
import { gcbenchIn } from "../../support/gcbench.ts";
import { useLocal } from "../../support/local.ts";
import { describeJob, ended, jobWhen, terminate } from "../../support/run-job.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

interface Report {
  readonly ok: boolean;
  readonly runs: readonly [
    { job_id: string; status: string; result: { uri: string; directory: string } | null },
  ];
}

describe("gcbench submit", () => {
  const local = useLocal();
  const folder = temporaryDirectory("submit");
  const outputs = batchOutputs({});
  const gcbench = gcbenchIn(path.join(folder, "state"));
  const submit = (config: object, ...args: string[]) =>
    gcbench(
      [
        "submit",
        JSON.stringify(config),
        "--outputs",
        outputs,
        "--output",
        path.join(folder, "results"),
        ...args,
      ],
      local.env,
    );

  test("--wait follows the job and fetches a result that matches its manifest", async () => {
    const done = await submit(smallConfig(native), "--wait", "--json");
    expect(done).toMatchObject({ exitCode: 0 });
    expect(done.stderr).toContain("X-HRS:");
    const { ok, runs } = JSON.parse(done.stdout) as Report;
    expect({ ok, runs }).toMatchObject({ ok: true, runs: [{ status: "succeeded" }] });
    const directory = runs[0].result?.directory ?? "";
    const listed = manifest.parse(JSON.parse(await readFile(path.join(directory, "manifest.json"), "utf8")));
    for (const { name, sha256: expected } of listed.objects) {
      expect(sha256(await readFile(path.join(directory, name))), name).toBe(expected);
    }
    // What Batch alone knows stands beside it, here and where the result is stored.
    const record = await readFile(path.join(directory, "job.json"), "utf8");
    const {
      submitted_at: submitted,
      started_at: started,
      stopped_at: stopped,
    } = jobRecord.parse(JSON.parse(record));
    const times = [submitted.value, started.value, stopped.value];
    expect(times).not.toContain(null);
    expect(times).toEqual(times.toSorted((a, b) => Date.parse(a ?? "") - Date.parse(b ?? "")));
    const { bucket, key: Key } = parseS3Url(`${runs[0].result?.uri}/job.json`);
    const stored = await local.clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    expect(await stored.Body?.transformToString()).toBe(record);
  });

  test("asks for what the config asks for", async () => {
    const config = smallConfig("x86_64");
    // More than half of the instance: two of them would measure each other, and be refused.
    const hardware = { ...(config.hardware as object), vcpus: 9, memory_gb: 4 };
    const done = await submit({ ...config, hardware }, "--json");
    const { jobs } = JSON.parse(done.stdout) as { jobs: [{ job_id: string }] };
    const { container } = await describeJob(local, jobs[0].job_id);
    expect(container?.resourceRequirements).toEqual(
      expect.arrayContaining([
        { type: "VCPU", value: "9" },
        { type: "MEMORY", value: "4096" },
      ]),
    );
    expect(await jobWhen(local, jobs[0].job_id, ended)).toMatchObject({ status: "SUCCEEDED" });
  });

  test("a run that fails is exit code 1, with the runner's reason", async () => {
    const done = await submit(smallConfig("x86_64"), "--wait", "--output-path", "s3://no-such-bucket-here/x");
    expect(done.exitCode).toBe(1);
    expect(done.stdout).toMatch(/exit code 11 \(outputNotUsable\)/);
  });

  test("Ctrl-C ends the wait, not the job", async () => {
    const long = smallConfig("x86_64", { duration: { days: 3 }, workload: { tracers: 21 } });
    const waiting = submit(long, "--wait");
    let jobId = "";
    waiting.stderr.on("data", (chunk: Buffer) => {
      const text = chunk.toString();
      jobId ||= /^T-\w+ {2}(\S+)/m.exec(text)?.[1] ?? "";
      if (text.includes("X-HRS:")) waiting.kill("SIGINT");
    });
    const done = await waiting;
    expect(done.exitCode).toBe(130);
    expect(done.stderr).toContain(`not stopped: ${jobId}`);
    expect((await describeJob(local, jobId)).status).toBe("RUNNING");
    await terminate(local, jobId);
    await jobWhen(local, jobId, ended);
  });
});
