import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { submit, type SubmitOptions } from "../../../cli/commands/submit.ts";
import { cliExitCode } from "../../../cli/exit-codes.ts";
import { suitesDirectory } from "../../../contract/load-suite.ts";
import type { GeosBenchError } from "../../../contract/errors.ts";
import { sha256 } from "../../../contract/sha256.ts";
import { batchOutputs } from "../../support/batch-outputs.ts";
import { smallConfig } from "../../support/configs.ts";
import { gcbenchIn } from "../../support/gcbench.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

interface DryRun {
  readonly region: string;
  readonly submissions: readonly {
    jobQueue: string;
    jobDefinition: string;
    parameters: { configJson: string; outputPath: string };
    containerOverrides?: object;
  }[];
}

const account = "111122223333";
const fleets = [
  { name: "graviton", instanceType: "c7g.4xlarge" },
  { name: "graviton-spot", instanceType: "c7g.4xlarge", spot: true },
  { name: "x86", instanceType: "c7i.4xlarge" },
];
const outputs = batchOutputs({ region: "eu-central-1", fleets }, account);
const cores = { name: "cores", instanceType: "c7i.4xlarge", smt: false };
const twoOfOne = batchOutputs({ fleets: [...fleets, cores] });
const coresOnly = batchOutputs({ fleets: [cores] });
const foundation = path.join(temporaryDirectory("outputs"), "foundation.json");
writeFileSync(foundation, JSON.stringify({ region: { value: "us-east-1" } }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** What the command prints on standard output. */
async function submitted(what: string, options: Partial<SubmitOptions>): Promise<string> {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {});
  expect(await submit(what, { outputs, output: ".", ...options }, new AbortController().signal)).toBe(0);
  return printed.mock.calls.join("\n");
}

const dryRun = async (what: string, options: Partial<SubmitOptions> = {}): Promise<DryRun> =>
  JSON.parse(await submitted(what, { ...options, dryRun: true })) as DryRun;

/** Message, hint and exit code of the refusal. */
async function refusal(what: string, options: Partial<SubmitOptions>): Promise<string> {
  const error = await submitted(what, options).then(
    () => undefined,
    (thrown: GeosBenchError) => thrown,
  );
  return `${error && cliExitCode(error.code)}: ${error?.message} → ${error?.hint}`;
}

const withHardware = (more: object, architecture: "arm64" | "x86_64" = "arm64") => {
  const config = smallConfig(architecture);
  return { ...config, hardware: { ...(config.hardware as object), ...more } };
};

describe("gcbench submit --dry-run", () => {
  test("names queue, definition and results by the outputs, and overrides nothing that the definition has", async () => {
    const config = smallConfig("arm64");
    const { region, submissions } = await dryRun(JSON.stringify(config));
    expect(region).toBe("eu-central-1");
    expect(submissions).toEqual([
      {
        jobName: config.id,
        jobQueue: "geos-chem-graviton-queue",
        jobDefinition: "geos-chem-graviton-benchmark",
        parameters: {
          configJson: expect.stringContaining(config.id) as string,
          outputPath: `s3://geos-chem-bench-results-${account}/results`,
        },
      },
    ]);
  });

  test.for([{ workload: { engine: "geos-chem-classic" } }, { simulation_type: "io" }])(
    "sends %j to the definition that has volumes of the instance",
    async (more) => {
      const config = smallConfig("arm64", more);
      const { submissions } = await dryRun(JSON.stringify(config));
      expect(submissions[0]?.jobDefinition).toBe("geos-chem-graviton-classic");
    },
  );

  test.for([
    [{ vcpus: 8 }, [{ type: "VCPU", value: "8" }]],
    [{ memory_gb: 7.5 }, [{ type: "MEMORY", value: "7680" }]],
    [
      { vcpus: 9, memory_gb: 4 },
      [
        { type: "VCPU", value: "9" },
        { type: "MEMORY", value: "4096" },
      ],
    ],
  ] as const)("overrides what the config wants otherwise: %j", async ([hardware, resourceRequirements]) => {
    const { submissions } = await dryRun(JSON.stringify(withHardware(hardware)));
    expect(submissions[0]?.containerOverrides).toEqual({ resourceRequirements });
  });

  test("refuses a job beside which another like it would run", async () => {
    const config = JSON.stringify(withHardware({ vcpus: 8, memory_gb: 4 }));
    await expect(dryRun(config)).rejects.toMatchObject({ code: "shares-instance" });
  });

  test("takes a suite, whose hash goes with its jobs, each to the fleet of its architecture", async () => {
    const { submissions } = await dryRun("smoke");
    const queues = new Set(submissions.map(({ jobQueue }) => jobQueue));
    expect(queues).toEqual(new Set(["geos-chem-graviton-queue", "geos-chem-x86-queue"]));
    const value = sha256(readFileSync(path.join(suitesDirectory, "smoke.yaml"), "utf8"));
    for (const { containerOverrides } of submissions) {
      expect(containerOverrides).toMatchObject({ environment: [{ name: "GCBENCH_SUITE_SHA256", value }] });
    }
  });

  test("chooses, of two fleets with the instance type, the one that can hold the job", async () => {
    const config = JSON.stringify(smallConfig("x86_64"));
    const { submissions } = await dryRun(config, { outputs: twoOfOne });
    expect(submissions[0]?.jobQueue).toBe("geos-chem-x86-queue");
  });

  test("knows a deployment that is older than what it says of its instances today", async () => {
    const older = path.join(temporaryDirectory("outputs"), "older.json");
    const text = readFileSync(outputs, "utf8");
    writeFileSync(older, text.replaceAll('"instance_vcpus"', '"unknown"').replaceAll('"spot"', '"unknown2"'));
    expect(readFileSync(older, "utf8")).not.toBe(text);
    const { submissions } = await dryRun(JSON.stringify(smallConfig("arm64")), { outputs: older });
    expect(submissions[0]?.jobQueue).toBe("geos-chem-graviton-queue");
  });

  test("--fleet and --output-path are taken", async () => {
    const more = { fleet: "graviton-spot", outputPath: "s3://mine/here" };
    const { submissions } = await dryRun(JSON.stringify(smallConfig("arm64")), more);
    expect(submissions[0]).toMatchObject({
      jobQueue: "geos-chem-graviton-spot-queue",
      parameters: { outputPath: "s3://mine/here" },
    });
  });
});

describe("gcbench submit refuses, before anything is submitted", () => {
  const arm64 = JSON.stringify(smallConfig("arm64"));
  const c8g = JSON.stringify(withHardware({ instance_type: "c8g.4xlarge", processor_type: "Graviton4" }));
  const large = JSON.stringify(withHardware({ memory_gb: 32 }));
  test.for([
    [
      "an instance type that no fleet has",
      c8g,
      {},
      /^2: No fleet has c8g\.4xlarge.*graviton \(c7g\.4xlarge\)/,
    ],
    [
      "two fleets that both could",
      JSON.stringify(withHardware({ vcpus: 8 }, "x86_64")),
      { outputs: twoOfOne },
      /^2: Several fleets have c7i\.4xlarge.*: cores, x86\. → .*--fleet/,
    ],
    [
      "more vCPUs than are left with hyper-threads off",
      JSON.stringify(smallConfig("x86_64")),
      { outputs: coresOnly },
      /^2: .* asks for 15 vCPUs; c7i\.4xlarge of fleet cores has 8\. → Ask for at most 8 /,
    ],
    [
      "the same of a fleet that is asked for",
      JSON.stringify(smallConfig("x86_64")),
      { outputs: twoOfOne, fleet: "cores" },
      /^2: .* asks for 15 vCPUs; c7i\.4xlarge of fleet cores has 8\./,
    ],
    ["an unknown fleet", arm64, { fleet: "nope" }, /^2: There is no fleet "nope"\. There are: graviton, /],
    [
      "more memory than jobs can have",
      large,
      {},
      /^2: .* asks for 32 GiB; of c7g\.4xlarge a job can have about 31425 MiB.*at most 30 GiB/,
    ],
    ["a directory for the results", arm64, { outputPath: "/tmp/x" }, /^2: "\/tmp\/x" is not an S3 URL/],
    [
      "a bucket name that S3 does not have",
      arm64,
      { outputPath: "s3://My_Bucket/x" },
      /^2: .*"My_Bucket" is not a bucket name/,
    ],
    [
      "the same in the config",
      JSON.stringify({ ...smallConfig("arm64"), output: { path: "s3://ab/x" } }),
      {},
      /^2: .*"ab" is not a bucket name/,
    ],
    ["malformed JSON", '{"id":', {}, /^2: .*not JSON/],
    ["an unknown suite", "nope", {}, /^2: There is no suite "nope"\. Known: .*smoke/],
    [
      "outputs that are not there",
      arm64,
      { outputs: "none.json" },
      /^2: Cannot read the outputs "none\.json"/,
    ],
    ["outputs of another stack", arm64, { outputs: foundation }, /^2: [^]*not valid:[^]*fleets: missing/],
    [
      "a file that is not outputs",
      arm64,
      { outputs: "package.json" },
      /^2: The terraform outputs is not valid/,
    ],
    [
      "a stack that is not deployed",
      arm64,
      { outputs: undefined },
      /^3: .*geos-chem-batch is not deployed from here.*npx cdktf deploy geos-chem-batch/,
    ],
  ] as const)("%s", async ([, what, options, message]) => {
    vi.stubEnv("CDKTF_OUTDIR", path.dirname(foundation));
    expect(await refusal(what, options as Partial<SubmitOptions>)).toMatch(message);
  });

  test("a model that the fleet was deployed without", async () => {
    const older = path.join(temporaryDirectory("outputs"), "older.json");
    writeFileSync(older, readFileSync(outputs, "utf8").replaceAll("model_job_definition", "unknown"));
    const config = { ...smallConfig("arm64"), workload: { engine: "geos-chem-classic" } };
    expect(await refusal(JSON.stringify(config), { outputs: older })).toMatch(
      /^2: .* needs volumes of the instance for its files, and what is deployed has no job definition/,
    );
    const { submissions } = await dryRun(JSON.stringify(config));
    expect(submissions[0]?.jobDefinition).toBe("geos-chem-graviton-classic");
  });
});

test("a Batch that does not answer is said in one message", async () => {
  const env = { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" };
  const gcbench = gcbenchIn(path.join(temporaryDirectory("submit"), "state"));
  const config = JSON.stringify(smallConfig("arm64"));
  const done = await gcbench(["submit", config, "--outputs", outputs], { ...env, AWS_MAX_ATTEMPTS: "1" });
  expect(done.stderr).toMatch(/^AWS Batch does not take T-\w+: .*ECONNREFUSED/);
  expect(done).toMatchObject({ exitCode: 3, stdout: "" });
});
