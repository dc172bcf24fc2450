import { GeosBenchError } from "../../contract/errors.ts";
import { computedAttribute } from "./computed-attributes.ts";
import { dataSource } from "./data-sources.ts";
import { evaluateTemplate, Unresolvable } from "../../contract/terraform/hcl.ts";
import type { Stack } from "../../contract/terraform/terraform-json.ts";

type Path = readonly (string | number)[];

/** Gives the values that Terraform would have after `apply`, as far as they follow from the configuration alone. */
export class Resolver {
  readonly accountId: string;
  readonly #stacks: readonly Stack[];
  /** References being followed: a reference to itself would never end. */
  readonly #open = new Set<string>();

  constructor(stacks: readonly Stack[], accountId: string) {
    this.#stacks = stacks;
    this.accountId = accountId;
  }

  /** The region of a stack's provider. */
  region(stack: Stack): string {
    const provider = stack.provider.aws.find(({ alias }) => alias === undefined);
    const region = this.value(stack, provider?.["region"], `provider aws of stack ${stack.name}, region`);
    if (typeof region === "string") return region;
    throw new GeosBenchError(`Stack ${stack.name} gives its AWS provider no region.`, {
      code: "invalid-stack",
      hint: "Name the region in the infrastructure's configuration.",
    });
  }

  /** A value with every expression in it resolved. `where` names it in errors. */
  value(stack: Stack, raw: unknown, where: string): unknown {
    if (Array.isArray(raw)) return raw.map((item, index) => this.value(stack, item, `${where}[${index}]`));
    if (typeof raw === "object" && raw !== null) {
      return Object.fromEntries(
        Object.entries(raw).map(([key, item]) => [key, this.value(stack, item, `${where}.${key}`)]),
      );
    }
    if (typeof raw !== "string") return raw;
    try {
      return evaluateTemplate(raw, (path) => this.#lookup(stack, path));
    } catch (cause) {
      if (!(cause instanceof Unresolvable)) throw cause;
      throw new GeosBenchError(`${where}: cannot resolve ${raw}: ${cause.message}`, {
        code: "unresolved-expression",
        hint: "The local Batch reads the synthesised Terraform without AWS. Use a reference to a resource of these stacks, or a fixed value.",
      });
    }
  }

  /** An attribute of a resource: what its configuration gives, else what AWS would compute. */
  attribute(stack: Stack, type: string, name: string, attribute: string): unknown {
    const block = stack.resource[type]?.[name];
    if (!block) throw new Unresolvable(`There is no ${type}.${name} in stack ${stack.name}`);
    const where = `${type}.${name} (stack ${stack.name})`;
    const argument = (key: string) =>
      key in block ? this.value(stack, block[key], `${where}, ${key}`) : undefined;
    const text = (key: string) => {
      const given = argument(key);
      return typeof given === "string" ? given : undefined;
    };
    const { accountId } = this;
    const facts = {
      region: this.region(stack),
      accountId,
      type,
      address: `${stack.name}.${type}.${name}`,
      text,
    };
    const value = argument(attribute) ?? computedAttribute(facts, attribute);
    if (value === undefined) throw new Unresolvable(`Only AWS knows ${attribute} of ${type}.${name}`);
    return value;
  }

  #lookup(stack: Stack, path: Path): unknown {
    const key = `${stack.name}:${path.join(".")}`;
    if (this.#open.has(key)) throw new Unresolvable(`${path.join(".")} refers to itself`);
    this.#open.add(key);
    try {
      return this.#reference(stack, path);
    } finally {
      this.#open.delete(key);
    }
  }

  #reference(stack: Stack, path: Path): unknown {
    const [head, second, third, ...rest] = path.map(String);
    const where = path.join(".");
    if (head === "terraform" && second === "workspace") return "default";
    if (head === "var" && second !== undefined) return this.#variable(stack, second, path.slice(2), where);
    if (head === "local" && second !== undefined && second in stack.locals) {
      return follow(this.value(stack, stack.locals[second], where), path.slice(2), where);
    }
    if (head === "data" && second !== undefined && third !== undefined) {
      if (second === "terraform_remote_state") return this.#remote(third, rest, path, where);
      const given = stack.data[second]?.[third];
      const known =
        given && dataSource(second, { region: this.region(stack), accountId: this.accountId }, given);
      if (known) return follow(known, path.slice(3), where);
    } else if (head !== undefined && second !== undefined && third !== undefined) {
      return follow(this.attribute(stack, head, second, third), path.slice(3), where);
    }
    throw new Unresolvable(`${where} is not known without AWS`);
  }

  #variable(stack: Stack, name: string, rest: Path, where: string): unknown {
    const value = stack.variable[name]?.default;
    if (value === undefined) throw new Unresolvable(`The variable ${name} has no default`);
    return follow(value, rest, where);
  }

  /** `data.terraform_remote_state.<name>.outputs.<output>`: CDKTF names the data source after the other stack. */
  #remote(name: string, [outputs, output]: readonly string[], path: Path, where: string): unknown {
    const other = this.#stacks.find((stack) => name === `cross-stack-reference-input-${stack.name}`);
    if (!other || outputs !== "outputs" || output === undefined) {
      throw new Unresolvable(`${where} is not an output of one of the stacks`);
    }
    const value = other.output[output]?.value;
    if (value === undefined) throw new Unresolvable(`Stack ${other.name} has no output ${output}`);
    return follow(this.value(other, value, `output ${output} of stack ${other.name}`), path.slice(5), where);
  }
}

function follow(value: unknown, path: Path, where: string): unknown {
  let found = value;
  for (const step of path) {
    // Terraform sees a block as a list; CDKTF writes a single one without it.
    if (step === 0 && typeof found === "object" && !Array.isArray(found)) continue;
    found = (found as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
  }
  if (found === undefined) throw new Unresolvable(`${where} does not exist`);
  return found;
}
