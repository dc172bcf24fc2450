import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { synthesise } from "../../infra/synthesise.ts";
import { onlyThorough } from "../support/thorough.ts";
import { unavailable } from "../support/unavailable.ts";
import { findTerraform, type FoundTerraform } from "./support/terraform.ts";
import { wholeEnvironment } from "../support/whole-environment.ts";

const environments = [
  ["the default environment", {}],
  [
    "an environment with everything",
    {
      ...wholeEnvironment,
      state: { bucket: "our-state" },
    },
  ],
  [
    "an existing VPC",
    { network: { vpcId: "vpc-0123456789abcdef0", subnetIds: ["subnet-0123456789abcdef0"] } },
  ],
] as const;

test.for(environments)("Terraform and its AWS provider find %s valid", async ([name, given], context) => {
  if (name !== "an environment with everything") onlyThorough(context, "less of an environment");
  const terraform = await findTerraform();
  if ("missing" in terraform) return unavailable(context, terraform.missing);
  const directory = mkdtempSync(join(tmpdir(), "gcbench-terraform-"));
  try {
    const file = join(directory, "environment.json");
    writeFileSync(file, JSON.stringify(given));
    const stacks = synthesise({ outdir: join(directory, "out"), environment: file });
    const found = await Promise.all(stacks.map((stack) => diagnostics(terraform, stack)));
    expect(found).toEqual(stacks.map((stack) => ({ stack: basename(stack), diagnostics: [] })));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

// When this fails, the provider takes what Batch does: see docs/decisions/0009-updates-while-jobs-run.md.
test("the provider refuses to let jobs run for longer than six hours while their instances are replaced", async (context) => {
  const terraform = await findTerraform();
  if ("missing" in terraform) return unavailable(context, terraform.missing);
  const directory = mkdtempSync(join(tmpdir(), "gcbench-terraform-"));
  try {
    const [, batch = ""] = synthesise({ outdir: directory });
    const file = join(batch, "cdk.tf.json");
    const text = readFileSync(file, "utf8");
    expect(text).toContain('"job_execution_timeout_minutes": 360');
    writeFileSync(
      file,
      text.replaceAll(/"job_execution_timeout_minutes": 360/g, '"job_execution_timeout_minutes": 7200'),
    );
    const found = await diagnostics(terraform, batch);
    expect(JSON.stringify(found.diagnostics)).toMatch(
      /job_execution_timeout_minutes to be in the range \(1 - 360\)/,
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

async function diagnostics({ run, mirror }: FoundTerraform, stack: string) {
  // Without the back end: state in S3 would ask for credentials.
  const init = await run(stack, "init", "-backend=false", `-plugin-dir=${mirror}`);
  expect(init, init.output).toMatchObject({ exitCode: 0 });
  const { output } = await run(stack, "validate", "-json");
  return {
    stack: basename(stack),
    diagnostics: (JSON.parse(output) as { diagnostics: unknown[] }).diagnostics,
  };
}
