import { blocks, strings, type Attributes } from "../deployment/attributes.ts";

/** A statement of a policy that grants, with its elements as lists. */
export interface Grant {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** `undefined` where the policy is of an identity, which has none. */
  readonly principals: readonly Principal[] | undefined;
  readonly hasNotPrincipal: boolean;
  readonly conditions: readonly Condition[];
}

export interface Principal {
  /** AWS, Service, Federated, CanonicalUser; "*" for everyone. */
  readonly kind: string;
  readonly name: string;
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * The grants of a policy's text; `undefined` for what is no policy of IAM's, "unreadable" where it has statements that
 * are not known. Elements are read in any case, and single ones like lists (IAM user guide, "Grammar of the IAM JSON
 * policy language"). What does not plainly deny counts as a grant.
 */
export function grantsOf(text: string): readonly Grant[] | "unreadable" | undefined {
  const document = lowered(parsed(text));
  if (!document || document["statement"] === undefined) return undefined;
  const given = [document["statement"]].flat();
  const statements = blocks(given).map((statement) => lowered(statement) ?? {});
  if (statements.length < given.length) return "unreadable";
  return statements.filter(({ effect }) => effect !== "Deny").map(grantOf);
}

function parsed(text: string): Attributes | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as Attributes;
  } catch {
    return undefined;
  }
}

/** With keys in lower case; what stands under one key in two spellings counts together. */
function lowered(of: Attributes | undefined): Attributes | undefined {
  if (!of) return undefined;
  const bySpelling = Map.groupBy(Object.entries(of), ([key]) => key.toLowerCase());
  return Object.fromEntries(
    [...bySpelling].map(([key, entries]) => {
      const values = entries.map(([, value]) => value);
      return [key, values.length === 1 ? values[0] : values.flat()];
    }),
  );
}

function grantOf(statement: Attributes): Grant {
  const principal = statement["principal"];
  return {
    sid: typeof statement["sid"] === "string" && statement["sid"] !== "" ? statement["sid"] : "A statement",
    actions: strings(statement["action"] ?? []),
    notActions: strings(statement["notaction"] ?? []),
    resources: strings(statement["resource"] ?? []),
    notResources: strings(statement["notresource"] ?? []),
    principals: principal === undefined ? undefined : principalsOf(principal),
    hasNotPrincipal: statement["notprincipal"] !== undefined,
    conditions: blocks(statement["condition"]).flatMap((condition) =>
      Object.entries(condition).flatMap(([operator, byKey]) =>
        blocks(byKey).flatMap((keys) =>
          Object.entries(keys).map(([key, values]) => ({
            operator,
            key,
            values: [values].flat().map(String),
          })),
        ),
      ),
    ),
  };
}

function principalsOf(principal: unknown): Principal[] {
  if (typeof principal === "string") return [{ kind: principal === "*" ? "*" : "AWS", name: principal }];
  return blocks(principal).flatMap((byKind) =>
    Object.entries(byKind).flatMap(([kind, names]) =>
      [names].flat().map((name) => ({ kind: name === "*" ? "*" : kind, name: String(name) })),
    ),
  );
}
