import { TerraformDataSource, TerraformResource, type IConstruct, type TerraformStack } from "../cdk.ts";

/** A resource or data source as Terraform will see it, escape hatches included; references are still tokens. */
export interface Element {
  readonly type: string;
  /** How other resources of the stack refer to it: `aws_vpc.network`, `data.aws_subnet.a`. */
  readonly address: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The element that a construct is, or `undefined` for constructs that only group others. */
export function elementOf(node: IConstruct): Element | undefined {
  const kind = elementKind(node);
  if (!kind) return undefined;
  const type = kind.node.terraformResourceType;
  const id = kind.node.friendlyUniqueId;
  const written = kind.node.toTerraform() as Record<
    string,
    Record<string, Record<string, object>> | undefined
  >;
  const attributes = written[kind.section]?.[type]?.[id] ?? {};
  const address = kind.section === "data" ? `data.${type}.${id}` : `${type}.${id}`;
  return { type, address, attributes: attributes as Element["attributes"] };
}

/** Finds an element of a stack by its address. */
export function findElement(stack: TerraformStack, address: string): Element | undefined {
  for (const node of stack.node.findAll()) {
    const kind = elementKind(node);
    if (kind && address === `${kind.prefix}${kind.node.terraformResourceType}.${kind.node.friendlyUniqueId}`)
      return elementOf(node);
  }
  return undefined;
}

function elementKind(node: IConstruct) {
  if (TerraformResource.isTerraformResource(node)) return { node, section: "resource", prefix: "" } as const;
  if (TerraformDataSource.isTerraformDataSource(node))
    return { node, section: "data", prefix: "data." } as const;
  return undefined;
}

/** A block that Terraform takes as an object or as a list of one, as a list. */
export function blocks(value: unknown): Readonly<Record<string, unknown>>[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as Readonly<Record<string, unknown>>[];
}

/** A list of strings; what is not one is left out. */
export function strings(value: unknown): string[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.filter((item) => typeof item === "string");
}
