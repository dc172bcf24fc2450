import type { Stack } from "../../../contract/terraform/terraform-json.ts";
import { blocks, type Attributes } from "./attributes.ts";
import { itemsOf, Names } from "./names.ts";
import { referenceOf, unknownValue } from "./unknown.ts";

/** A resource, data source or module as Terraform will read it, with references resolved. */
export interface Element {
  readonly stack: string;
  readonly type: string;
  readonly id: string;
  /** In messages: `stack: aws_vpc.network`. */
  readonly address: string;
  /** Path of the construct that it was written by; that of its stack where none is named. */
  readonly path: string;
  readonly attributes: Attributes;
}

/** Everything that the stacks of one app would deploy. */
export class Deployment {
  /** What is made; data sources only look. Modules are of the type `module`. */
  readonly resources: readonly Element[];
  readonly dataSources: readonly Element[];

  constructor(stacks: readonly Stack[]) {
    const names = new Names(stacks);
    this.resources = stacks.flatMap((stack) => [
      ...elementsOf(stack, stack.resource, names),
      ...elementsOf(stack, { module: stack.module }, names),
    ]);
    this.dataSources = stacks.flatMap((stack) => elementsOf(stack, stack.data, names));
  }

  ofType(...types: string[]): Element[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** The resource or data source that a value is an attribute of. */
  find(value: unknown): Element | undefined {
    const reference = referenceOf(value);
    if (!reference) return undefined;
    const among = reference.mode === "data" ? this.dataSources : this.resources;
    return among.find(
      ({ stack, type, id }) => stack === reference.stack && type === reference.type && id === reference.id,
    );
  }

  /** The elements of some type that are within the nearest construct around one that has any; never a whole stack. */
  around({ path }: Element, type: string): Element[] {
    const candidates = this.ofType(type);
    const parts = path.split("/");
    for (let length = parts.length - 1; length > 1; length--) {
      const scope = `${parts.slice(0, length).join("/")}/`;
      const found = candidates.filter((candidate) => candidate.path.startsWith(scope));
      if (found.length > 0) return found;
    }
    return [];
  }
}

type Section = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function elementsOf(stack: Stack, section: Section, names: Names): Element[] {
  return Object.entries(section).flatMap(([type, byId]) =>
    Object.entries(byId).flatMap(([id, raw]) =>
      blocks(raw).flatMap((block) =>
        instancesOf(stack, block, names).map((attributes) => ({
          stack: stack.name,
          type,
          id,
          address: `${stack.name}: ${type}.${id}`,
          path: pathOf(block) ?? stack.name,
          attributes,
        })),
      ),
    ),
  );
}

/** A resource with `for_each` is one for each item. `count` makes equal ones, of which one is enough to judge. */
function instancesOf(stack: Stack, block: Attributes, names: Names): Attributes[] {
  if (block["for_each"] === undefined) return [names.value(stack, block) as Attributes];
  const collection = names.value(stack, block["for_each"]);
  return itemsOf(collection, unknownValue(stack.name, "each.value")).map(
    (each) => names.value(stack, block, { each }) as Attributes,
  );
}

function pathOf(block: Attributes): string | undefined {
  const comment = block["//"] as { metadata?: { path?: unknown } } | undefined;
  const path = comment?.metadata?.path;
  return typeof path === "string" ? path : undefined;
}
