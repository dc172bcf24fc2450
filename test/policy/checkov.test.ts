import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { synthesise } from "../../infra/synthesise.ts";
import { needs } from "../support/needs.ts";
import { checkov } from "../support/python-programs.ts";
import { wholeEnvironment } from "../support/whole-environment.ts";

needs("checkov");

test.for([
  ["the default environment", {}],
  ["an environment with everything", wholeEnvironment],
] as const)("checkov finds nothing in %s", async ([, environment]) => {
  const directory = mkdtempSync(join(tmpdir(), "gcbench-checkov-"));
  try {
    const file = join(directory, "environment.json");
    writeFileSync(file, JSON.stringify(environment));
    synthesise({ outdir: join(directory, "out"), environment: file });
    const report = await scan(join(directory, "out", "stacks"));
    // What could not be parsed has no failed checks either.
    expect(report.summary).toMatchObject({ failed: 0, parsing_errors: 0 });
    expect(report.summary.passed).toBeGreaterThan(100);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

interface Report {
  readonly summary: { readonly passed: number; readonly failed: number; readonly parsing_errors: number };
}

async function scan(directory: string): Promise<Report> {
  const args = ["--config-file", "infra/checkov.yaml", "-d", directory, "-o", "json"];
  const { stdout } = await execa(checkov, args, { reject: false, stderr: "ignore" });
  return JSON.parse(stdout) as Report;
}
