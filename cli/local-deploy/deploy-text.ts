import { counted } from "./planned-action.ts";
import type { DeployedStack } from "./deploy-stacks.ts";
import { overridden, type LocalTarget } from "./local-override.ts";
import { classCounts } from "./resource-classes.ts";
import type { LocalStack } from "./synthesise-for-local.ts";

export interface Deployment {
  readonly environment: string;
  /** Where the stacks and their state are. */
  readonly folder: string;
  readonly terraform: { readonly program: string; readonly version: string };
  readonly target: LocalTarget;
  readonly planOnly: boolean;
  readonly stacks: readonly LocalStack[];
  readonly deployed: readonly DeployedStack[];
}

/** As one JSON document. */
export function deployJson(of: Deployment): object {
  const { served, inert, inertGroups } = classCounts(of.stacks.flatMap(({ resources }) => resources));
  return {
    format: 1,
    environment: of.environment,
    folder: of.folder,
    terraform: of.terraform,
    endpoint: of.target.endpoint,
    plan_only: of.planOnly,
    stacks: of.deployed.map(({ name, changes, waitsFor, isApplied }) => ({
      name,
      applied: isApplied,
      changes: changes ?? null,
      ...(changes === undefined && { reason: `to be planned when ${waitsFor.join(" and ")} is applied` }),
    })),
    resources: { served, inert, inert_groups: inertGroups },
    overridden: overridden(of.target),
  };
}

/** For a person. */
export function deployText(of: Deployment): string {
  const { served, inert, inertGroups } = classCounts(of.stacks.flatMap(({ resources }) => resources));
  const changes = of.deployed.flatMap((stack) => stack.changes ?? []);
  const done = of.planOnly ? "Planned, nothing applied" : "Deployed";
  return [
    `${done}: ${of.environment}, ${changes.length === 0 ? "nothing to change" : counted(changes)}`,
    `served      ${served}: what they describe happens here`,
    `inert       ${inert}: kept and shown, and nothing else here`,
    ...inertGroups.map(
      ({ here, count, types }) => `${String(count).padStart(14)}  ${here} (${types.map(short).join(", ")})`,
    ),
    ...overridden(of.target).map((line, index) => (index === 0 ? "overridden" : "").padEnd(12) + line),
    `kept in     ${of.folder}`,
    ...(of.planOnly ? [] : ['submit      eval "$(npx gcbench local env)"; npx gcbench submit …']),
  ].join("\n");
}

const short = (type: string): string => type.replace(/^aws_/, "");
