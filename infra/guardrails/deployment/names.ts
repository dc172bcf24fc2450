import { evaluateTemplate, Unresolvable } from "../../../contract/terraform/hcl.ts";
import type { Stack } from "../../../contract/terraform/terraform-json.ts";
import { blocks, type Attributes } from "./attributes.ts";
import { policyDocumentJson } from "./policy-document.ts";
import { symbolicFunctions } from "./symbolic-functions.ts";
import { thisAccount, unknownValue } from "./unknown.ts";

type Path = readonly (string | number)[];

/** Names that hold in a part of a stack only: `each` of a resource, the iterator of a dynamic block. */
export type Scope = Readonly<Record<string, unknown>>;

/**
 * Gives the values of synthesised stacks as far as they follow from the stacks alone, and for every other an
 * {@link unknownValue}. Variables are unknown even where they have a default: who applies may give them another.
 */
export class Names {
  readonly #stacks: readonly Stack[];
  /** References being followed: a reference to itself would never end. */
  readonly #open = new Set<string>();

  constructor(stacks: readonly Stack[]) {
    this.#stacks = stacks;
  }

  /** A value with every expression in it resolved, and dynamic blocks written out. Comments are left out. */
  value(stack: Stack, raw: unknown, scope: Scope = {}): unknown {
    if (Array.isArray(raw)) return raw.map((item) => this.value(stack, item, scope));
    if (typeof raw === "object" && raw !== null) return this.#block(stack, raw as Attributes, scope);
    if (typeof raw !== "string") return raw;
    try {
      return evaluateTemplate(raw, (path) => this.#lookup(stack, path, scope), symbolicFunctions);
    } catch (cause) {
      if (cause instanceof Unresolvable || cause instanceof TypeError) return unknownValue(stack.name, raw);
      throw cause;
    }
  }

  #block(stack: Stack, raw: Attributes, scope: Scope): Attributes {
    const { "//": _comment, dynamic, ...given } = raw;
    const block: Record<string, unknown> = Object.fromEntries(
      Object.entries(given).map(([key, item]) => [key, this.value(stack, item, scope)]),
    );
    for (const [name, body] of blocks(dynamic).flatMap((one) => Object.entries(one)))
      for (const each of blocks(body)) {
        const written = this.#written(stack, name, each, scope);
        block[name] = [...[block[name] ?? []].flat(), ...written];
      }
    return block;
  }

  /** The blocks that a dynamic block stands for; one with unknown values where their number is not known. */
  #written(stack: Stack, name: string, body: Attributes, scope: Scope): unknown[] {
    const { for_each: collection, iterator, content } = body;
    const as = typeof iterator === "string" ? iterator : name;
    return itemsOf(this.value(stack, collection, scope), unknownValue(stack.name, `${as}.value`)).map(
      (item) => this.value(stack, content, { ...scope, [as]: item }),
    );
  }

  #lookup(stack: Stack, path: Path, scope: Scope): unknown {
    const where = path.join(".");
    const key = `${stack.name}:${where}`;
    const scoped = String(path[0]) in scope;
    if (!scoped && this.#open.has(key)) throw new Unresolvable(`${where} refers to itself`);
    this.#open.add(key);
    try {
      const found = scoped
        ? follow(scope[String(path[0])], path.slice(1))
        : this.#reference(stack, path.map(String), path);
      return found ?? unknownValue(stack.name, where);
    } finally {
      this.#open.delete(key);
    }
  }

  /** `undefined` for what the stacks do not say. */
  #reference(stack: Stack, names: readonly string[], path: Path): unknown {
    const [head = "", second = "", third = ""] = names;
    if (head === "local") return follow(this.value(stack, stack.locals[second]), path.slice(2));
    if (head === "data") return this.#data(stack, names.slice(1), path.slice(3));
    const resource = stack.resource[head]?.[second];
    if (!resource || third === "" || third === "id") return undefined;
    return follow(this.value(stack, resource[third]), path.slice(3));
  }

  #data(stack: Stack, [type = "", id = "", attribute = ""]: readonly string[], rest: Path): unknown {
    if (type === "terraform_remote_state") return this.#remote(id, String(rest[1] ?? ""));
    const source = stack.data[type]?.[id];
    if (!source) return undefined;
    // With a provider of its own it may be another account's.
    if (type === "aws_caller_identity" && !("provider" in source) && /^(account_)?id$/.test(attribute))
      return thisAccount;
    if (type === "aws_iam_policy_document" && /^(minified_)?json$/.test(attribute))
      return policyDocumentJson(this.value(stack, source) as Attributes);
    return follow(this.value(stack, source[attribute]), rest.slice(1));
  }

  /** `data.terraform_remote_state.<name>.outputs.<output>`: CDKTF names the data source after the other stack. */
  #remote(name: string, output: string): unknown {
    const other = this.#stacks.find((stack) => name === `cross-stack-reference-input-${stack.name}`);
    const given = other?.output[output]?.value;
    return other && given !== undefined ? this.value(other, given) : undefined;
  }
}

/** What `each` is for every item of a collection; a single unknown one where the collection is not known. */
export function itemsOf(collection: unknown, unknown: string): { key: unknown; value: unknown }[] {
  if (Array.isArray(collection)) return collection.map((value: unknown) => ({ key: value, value }));
  if (typeof collection === "object" && collection !== null)
    return Object.entries(collection).map(([key, value]) => ({ key, value: value as unknown }));
  return [{ key: unknown, value: unknown }];
}

function follow(value: unknown, path: Path): unknown {
  let found = value;
  for (const step of path) {
    // Terraform sees a block as a list; CDKTF writes a single one without it.
    if (step === 0 && typeof found === "object" && !Array.isArray(found)) continue;
    if (typeof found === "string") return undefined;
    found = (found as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
  }
  return found ?? undefined;
}
