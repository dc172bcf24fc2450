import { rmSync } from "node:fs";
import { join } from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import { readTerraformJson } from "../../contract/terraform/terraform-json.ts";
import { TerraformStack, type App } from "../cdk.ts";
import { Deployment, type Element } from "./deployment/deployment.ts";
import { readable } from "./deployment/unknown.ts";
import type { Fault, Guardrail } from "./guardrail.ts";
import { isSuppressed } from "./suppress.ts";

/**
 * Makes the synthesis of an app fail where a guardrail finds a fault in any of its stacks: with all faults at once, and
 * with nothing left that could be deployed. They judge the JSON that was written, the same that Terraform will read:
 * what came into it by an override or an expression is in it like everything else.
 */
export function enforce(app: App, guardrails: readonly Guardrail[]): void {
  // The last that CDKTF does before it writes the manifest, without which nothing is deployed.
  app.node.addValidation({
    validate() {
      const faults = judge(app, guardrails);
      if (faults.length === 0) return [];
      for (const written of ["stacks", "manifest.json"])
        rmSync(join(app.outdir, written), { recursive: true, force: true });
      throw new GeosBenchError(`Guardrails stop the synthesis:\n${faults.join("\n")}`, {
        code: "guardrail",
        hint: "Change the configuration, or exempt the construct with suppress(construct, guardrail, reason).",
      });
    },
  });
}

/** Every fault as one line: `[path of the construct] guardrail: what was found Allowed: what is`. */
function judge(app: App, guardrails: readonly Guardrail[]): string[] {
  const stacks = app.node.findAll().filter((node) => TerraformStack.isStack(node));
  const directories = stacks.map((stack) => join(app.outdir, "stacks", stack.node.id));
  const deployment = new Deployment(readTerraformJson(directories));
  const faultsOf = (element: Element, check: (guardrail: Guardrail) => Iterable<Fault>) =>
    guardrails
      .filter(({ name }) => !isSuppressed(app, element.path, name))
      .flatMap((guardrail) =>
        [...check(guardrail)].map(({ found, allowed }) =>
          readable(`[${labelOf(element)}] ${guardrail.name}: ${found} Allowed: ${allowed}`),
        ),
      );
  return [
    ...deployment.resources.flatMap((resource) =>
      faultsOf(resource, (guardrail) => guardrail.check(resource, deployment)),
    ),
    ...deployment.dataSources.flatMap((source) =>
      faultsOf(source, (guardrail) => guardrail.checkDataSource?.(source, deployment) ?? []),
    ),
  ];
}

/** What was written into a stack without a construct is told by its address. */
function labelOf({ stack, path, type, id }: Element): string {
  return path === stack ? `${stack}/${type}.${id}` : path.replace(/\/Default$/, "");
}
