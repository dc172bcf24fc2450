import { expect } from "vitest";
import type { FoundTerraform } from "../../../policy/support/terraform.ts";

/** What a plan does, by the address of the resource: "create", "update", "replace", "delete". */
type PlannedActions = Readonly<Record<string, string>>;

/** One synthesised stack in its directory; a step that fails fails the test with Terraform's own words. */
export interface TerraformStack {
  init(): Promise<unknown>;
  apply(): Promise<unknown>;
  /** Nothing in it: what is there is what the stack says. Kept for {@link applyPlan}. */
  plan(): Promise<PlannedActions>;
  applyPlan(): Promise<unknown>;
  /** What `terraform output -json` prints. */
  outputs(): Promise<string>;
  destroy(): Promise<unknown>;
}

/** A line of `terraform plan -json` (Terraform documentation, "Machine-readable UI"). */
interface PlanLine {
  readonly type: string;
  readonly change?: { readonly action: string; readonly resource: { readonly addr: string } };
}

// Nobody else works on this state.
const options = ["-no-color", "-input=false", "-lock=false", "-parallelism=30"];

export function terraformStack({ run, mirror }: FoundTerraform, directory: string): TerraformStack {
  const must = async (...args: string[]): Promise<string> => {
    const { exitCode, output } = await run(directory, ...args);
    expect(exitCode, `terraform ${args.join(" ")}\n${output}`).toBe(0);
    return output;
  };
  return {
    init: () => must("init", "-no-color", "-input=false", `-plugin-dir=${mirror}`),
    apply: () => must("apply", "-auto-approve", ...options),
    applyPlan: () => must("apply", ...options, "plan"),
    outputs: () => must("output", "-json", "-no-color"),
    // A plan has just looked at everything.
    destroy: () => must("destroy", "-auto-approve", "-refresh=false", ...options),
    async plan() {
      const args = ["plan", "-json", "-detailed-exitcode", "-out=plan", ...options];
      const { exitCode, output } = await run(directory, ...args);
      expect([0, 2], output).toContain(exitCode);
      const changes = output
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as PlanLine)
        .flatMap(({ type, change }) => (type === "planned_change" && change ? [change] : []));
      // 2 without a change of a resource: an output.
      if (exitCode === 0) expect(changes).toEqual([]);
      return Object.fromEntries(changes.map(({ resource, action }) => [resource.addr, action]));
    },
  };
}
