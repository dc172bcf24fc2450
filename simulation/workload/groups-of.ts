import { GeosBenchError } from "../../contract/errors.ts";
import type { Scenario } from "../../contract/scenario.ts";
import type { Predict } from "../../report/plan/predict.ts";
import { plainGroup } from "./plain-group.ts";
import { suiteGroup } from "./suite-group.ts";
import type { Group } from "./workload.ts";

/** As many as a job can depend on (API reference, SubmitJob, dependsOn). */
const mostDependencies = 20;

/** All groups of a scenario, each behind those that it comes after. Throws {@link GeosBenchError} `invalid-scenario`. */
export function groupsOf(
  scenario: Scenario,
  by: { readonly seed: number; readonly predict: Predict },
): readonly Group[] {
  const groups = Object.entries(scenario.jobs).map(([name, of]) =>
    of.kind === "suite" ? suiteGroup(name, of, scenario, by) : plainGroup(name, of, by.seed),
  );
  const ordered = inOrder(groups);
  for (const group of ordered) requireFewDependencies(group, groups);
  return ordered;
}

function inOrder(groups: readonly Group[]): Group[] {
  const ordered: Group[] = [];
  let left = groups;
  while (left.length > 0) {
    const ready = left.filter(({ after }) => after.every((of) => ordered.some(({ name }) => name === of)));
    if (ready.length === 0)
      throw invalid(
        left[0]?.name ?? "",
        `after: ${left.map(({ name }) => name).join(", ")} wait for each other`,
      );
    ordered.push(...ready);
    left = left.filter((group) => !ready.includes(group));
  }
  return ordered;
}

function requireFewDependencies({ name, after }: Group, groups: readonly Group[]): void {
  const count = groups
    .filter((of) => after.includes(of.name))
    .reduce((sum, { submissions }) => sum + submissions, 0);
  if (count > mostDependencies)
    throw invalid(
      name,
      `after: ${count} submissions, and a job can depend on ${mostDependencies}; make them arrays (array_size), each of which is one`,
    );
}

const invalid = (group: string, message: string): GeosBenchError =>
  new GeosBenchError(`The scenario is not valid: jobs.${group}: ${message}.`, { code: "invalid-scenario" });
