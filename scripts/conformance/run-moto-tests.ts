import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { execa } from "execa";
import { GeosBenchError } from "../../contract/errors.ts";
import type { ConformanceRun, Outcome } from "./outcomes.ts";

interface MotoTests {
  /** moto's source distribution, unpacked: `tests/test_batch` is in it. */
  readonly folder: string;
  /** A Python with that moto (`moto[server]`) and pytest. */
  readonly python: string;
  readonly endpoint: string;
}

const folders = ["tests/test_batch", "tests/test_batch_simple"];

/** Runs moto's tests of Batch, as they are, in server mode against an endpoint. */
export async function runMotoTests({ folder, python, endpoint }: MotoTests): Promise<ConformanceRun> {
  if (!folders.every((name) => existsSync(path.join(folder, name)))) {
    throw new GeosBenchError(`${folder} has no ${folders.join(" and ")}.`, {
      code: "bad-option",
      hint: "pip download --no-binary :all: --no-deps moto==5.2.1 gives the source distribution; unpack it.",
    });
  }
  const [moto = "", boto3 = ""] = await versions(python, folder);
  const own = await mkdtemp(path.join(os.tmpdir(), "gcbench-conformance-"));
  const file = path.join(own, "outcomes.jsonl");
  try {
    const { exitCode, stdout } = await execa(
      python,
      ["-m", "pytest", ...folders, "-q", "-p", "report_outcomes", "-p", "no:cacheprovider"],
      {
        cwd: folder,
        reject: false,
        stdout: ["pipe", "inherit"],
        stderr: "inherit",
        env: {
          TEST_SERVER_MODE: "true",
          TEST_SERVER_MODE_ENDPOINT: endpoint,
          PYTHONPATH: import.meta.dirname,
          PYTHONDONTWRITEBYTECODE: "1",
          OUTCOMES: file,
        },
      },
    );
    // 0: all passed; 1: some failed. Anything else says that they did not all run.
    if (exitCode !== 0 && exitCode !== 1) {
      throw new GeosBenchError(`pytest ended with ${exitCode}: ${stdout.slice(-500)}`, {
        code: "command-failed",
        hint: "The Python needs 'moto[server]' and pytest: --python names it.",
      });
    }
    const lines = (await readFile(file, "utf8")).trim().split("\n");
    const outcomes = lines.map((line) => JSON.parse(line) as Outcome);
    return { date: new Date().toISOString().slice(0, 10), moto, boto3, outcomes };
  } finally {
    await rm(own, { recursive: true });
  }
}

/** Of what runs: the tests are those of the folder, and so is the moto that they import. */
async function versions(python: string, folder: string): Promise<string[]> {
  const { stdout } = await execa(
    python,
    ["-c", "import moto, boto3; print(moto.__version__, boto3.__version__)"],
    {
      cwd: folder,
    },
  );
  return stdout.trim().split(" ");
}
