import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import type { AwsClients } from "../../client/aws-clients.ts";
import { actionOf, counted, type PlannedAction } from "./planned-action.ts";
import { notServed } from "./resource-classes.ts";
import { runInOrder } from "./run-in-order.ts";
import { takenOverFile, type LocalStack } from "./synthesise-for-local.ts";
import { findTakenOver, importBlocks } from "./take-over.ts";
import type { Plan, StackTerraform } from "./terraform.ts";

export interface DeployedStack {
  readonly name: string;
  /** What the plan had, without what stays as it is; `undefined` where none could be made. */
  readonly changes: readonly { readonly address: string; readonly action: PlannedAction }[] | undefined;
  /** The stacks that have to be applied before a plan can be made. */
  readonly waitsFor: readonly string[];
  readonly isApplied: boolean;
}

export interface DeployOptions {
  readonly terraformOf: (stack: LocalStack) => StackTerraform;
  readonly clients: Pick<AwsClients, "batch" | "logs" | "s3">;
  /** Nothing is applied. */
  readonly planOnly?: boolean | undefined;
}

/**
 * Plans and applies the stacks, each as soon as those are applied whose state it reads. Nothing at all is applied where
 * one of them has what the local AWS does not serve.
 */
export async function deployStacks(
  stacks: readonly LocalStack[],
  options: DeployOptions,
): Promise<DeployedStack[]> {
  refuseNotServed(stacks.flatMap(({ name, resources }) => resources.map((of) => ({ ...of, stack: name }))));
  return runInOrder<LocalStack, DeployedStack>(stacks, {
    after: ({ after }) => after,
    title: titleOf,
    async run(stack, report, ended) {
      const waitsFor = stack.after.filter(
        (name) => ended.get(name)?.isApplied !== true && !existsSync(stateBeside(stack, name)),
      );
      if (waitsFor.length === 0) return deployStack(stack, options, report);
      if (options.planOnly) return { name: stack.name, changes: undefined, waitsFor, isApplied: false };
      throw new GeosBenchError(`${stack.name} reads the state of ${waitsFor.join(" and ")}, not deployed.`, {
        code: "bad-option",
        hint: "Deploy all stacks (name none), or these first.",
      });
    },
  });
}

const stateBeside = ({ directory }: LocalStack, name: string): string =>
  path.join(directory, "..", name, "terraform.tfstate");

async function deployStack(
  stack: LocalStack,
  { terraformOf, clients, planOnly = false }: DeployOptions,
  report: (text: string) => void,
): Promise<DeployedStack> {
  const terraform = terraformOf(stack);
  report("terraform init");
  await terraform.init();
  report("terraform plan");
  const plan = await planTakingOver(stack, terraform, clients, report);
  refuseNotServed(plan.resources.map((of) => ({ ...of, stack: stack.name })));
  const isApplied = !planOnly && !plan.isEmpty;
  if (isApplied) {
    report("terraform apply");
    await terraform.apply(report);
  }
  const changes = plan.resources.flatMap(({ address, change }) => {
    const action = actionOf(change);
    return action === undefined ? [] : [{ address, action }];
  });
  return { name: stack.name, changes, waitsFor: [], isApplied };
}

/** A plan that creates nothing that is there already. */
async function planTakingOver(
  { directory }: LocalStack,
  terraform: StackTerraform,
  clients: DeployOptions["clients"],
  report: (text: string) => void,
): Promise<Plan> {
  const plan = await terraform.plan(report);
  const taken = await findTakenOver(plan.resources, clients);
  if (taken.length === 0) return plan;
  await writeFile(takenOverFile(directory), JSON.stringify(importBlocks(taken), null, 2));
  report(`terraform plan, with ${taken.length} that are there already`);
  return terraform.plan(report);
}

function titleOf({ name, changes, waitsFor, isApplied }: DeployedStack): string {
  if (!changes) return `${name}: to be planned when ${waitsFor.join(" and ")} is applied`;
  if (changes.length === 0) return `${name}: ${isApplied ? "outputs changed" : "nothing to change"}`;
  return `${name}: ${counted(changes)}${isApplied ? "" : ", planned"}`;
}

function refuseNotServed(
  resources: readonly { readonly address: string; readonly type: string; readonly stack: string }[],
): void {
  const refused = notServed(resources);
  if (refused.length === 0) return;
  throw new GeosBenchError(
    `The local AWS does not serve ${refused.length} of the resources; nothing of their stacks is applied:\n` +
      refused.map(({ address, stack }) => `  ${address} (${stack})`).join("\n"),
    {
      code: "not-served",
      hint: "docs/local-deploy.md lists the types that are. Take these out of the environment, or name the stacks without them.",
    },
  );
}
