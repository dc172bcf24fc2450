import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { GeosBenchError } from "../../../contract/errors.ts";
import { enforce } from "../../../infra/guardrails/enforce.ts";
import type { Guardrail } from "../../../infra/guardrails/guardrail.ts";
import { App, TerraformStack } from "../../../infra/cdk.ts";

/**
 * The faults that guardrails find in a stack, as `[path] message` lines. It synthesises the whole app, which is what
 * guardrails judge.
 */
export function faultsOf(
  guardrails: Guardrail | readonly Guardrail[],
  build: (stack: TerraformStack, app: App) => void,
): string[] {
  const outdir = mkdtempSync(join(tmpdir(), "gcbench-guardrail-"));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "stack");
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    build(stack, app);
    enforce(app, [guardrails].flat());
    app.synth();
    return [];
  } catch (error) {
    if (!(error instanceof GeosBenchError && error.code === "guardrail")) throw error;
    return error.message.split("\n").filter((line) => line.startsWith("["));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
