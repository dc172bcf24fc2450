import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { enforce, type Guardrail } from "../../../infra/guardrails/guardrail.ts";
import { App, TerraformStack } from "../../../infra/cdk.ts";

/**
 * The faults that a guardrail finds in a stack, as `[path] message` lines. It synthesises the whole app: CDKTF's
 * `Testing.synth` runs aspects but does not fail on what they report.
 */
export function faultsOf(guardrail: Guardrail, build: (stack: TerraformStack, app: App) => void): string[] {
  const outdir = mkdtempSync(join(tmpdir(), "gcbench-guardrail-"));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "stack");
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    build(stack, app);
    enforce(stack, [guardrail]);
    app.synth();
    return [];
  } catch (error) {
    const { message } = error as Error;
    if (!message.includes('level "ERROR"')) throw error;
    return message.split("\n").filter((line) => line.startsWith("["));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
