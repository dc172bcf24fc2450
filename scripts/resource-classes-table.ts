import { resourceClasses } from "../cli/local-deploy/resource-classes.ts";

/** The part of docs/local-deploy.md between its marks: what becomes of each type of resource. */
export function resourceClassesTable(): string {
  const rows = Object.entries(resourceClasses).map(
    ([type, { is, here }]) => `| \`${type}\` | ${is} | ${here} |`,
  );
  return ["| type | class | here |", "|---|---|---|", ...rows, ""].join("\n");
}

export const classMarks = ["<!-- classes -->\n", "<!-- /classes -->"] as const;
