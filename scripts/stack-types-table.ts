import types from "../emulator/moto/cloudformation/types.json" with { type: "json" };

interface Bridged {
  readonly service: string;
  readonly create: string;
  readonly update?: string;
  readonly delete: string;
  readonly settings?: object;
  readonly attributes?: object;
}

/** The part of docs/local-aws.md between its marks: which types of resources stacks of CloudFormation can have. */
export function stackTypesTable(): string {
  const rows = Object.entries<Bridged>(types.elsewhere).map(([type, kind]) => {
    const operations = [kind.create, kind.update, kind.delete].filter((name) => name !== undefined);
    const attributes = Object.keys(kind.attributes ?? {}).map((name) => `\`${name}\``);
    const settings = Object.keys(kind.settings ?? {}).map((name) => `\`${name}\``);
    const beside = settings.length === 0 ? "" : `; ${settings.join(", ")}`;
    return `| \`${type}\` | ${kind.service}: ${[...new Set(operations)].join(", ")}${beside} | ${attributes.join(", ")} |`;
  });
  return [
    "| type | made, changed and deleted by | `Fn::GetAtt` |",
    "|---|---|---|",
    ...rows,
    "",
    `**In moto's own services:** ${types.moto.map((type) => `\`${type}\``).join(", ")}.`,
    "",
  ].join("\n");
}

export const stackTypeMarks = ["<!-- stack types -->\n", "<!-- /stack types -->"] as const;
