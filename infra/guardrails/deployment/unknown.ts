/**
 * A value that only Terraform will know, as a text that stands in for it: `⟦stack/aws_vpc.network.id⟧`. Two of the same
 * attribute are equal, and one inside a longer text leaves the rest of it readable: an ARN keeps its colons, a policy
 * its JSON.
 */
export function unknownValue(stack: string, expression: string): string {
  return `⟦${stack}/${expression.replaceAll(/[⟦⟧:"\\]/g, "·")}⟧`;
}

/** The account that the stacks are deployed to. Not known either, but equal to itself and to no other account. */
export const thisAccount = "⟦account⟧";

/** A text with a stand-in in it. A type of its own, so that what is none stays a text. */
type UnknownText = `${string}⟦${string}`;

/** Whether a value is, or has in it, what only Terraform will know. */
export const isUnknown = (value: unknown): value is UnknownText =>
  typeof value === "string" && value.includes("⟦");

/** What a text refers to when it is an attribute of a resource or data source and nothing else. */
export interface Reference {
  readonly stack: string;
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly id: string;
  /** Below the resource: `arn`, `names[0]`. */
  readonly attribute: string;
}

const referencePattern = /^⟦([^/⟧]+)\/(data\.)?([a-z0-9]+_[a-z0-9_]+)\.([\w-]+)\.([^⟧]+)⟧$/;

export function referenceOf(value: unknown): Reference | undefined {
  const match = typeof value === "string" ? referencePattern.exec(value) : null;
  if (!match) return undefined;
  const [, stack = "", data, type = "", id = "", attribute = ""] = match;
  return { stack, mode: data === undefined ? "resource" : "data", type, id, attribute };
}

/**
 * Whether a text has in it what could be anything: a variable, an expression that is not evaluated here. What a resource
 * or data source says of itself is not that: it is its own ARN, its own id.
 */
export function isUndetermined(value: unknown): value is string {
  if (!isUnknown(value)) return false;
  const parts = value.match(/⟦[^⟧]*⟧/g) ?? [value];
  return parts.some((part) => part !== thisAccount && referenceOf(part) === undefined);
}

/** The same for people: `${aws_vpc.network.id}`. */
export function readable(value: string): string {
  return value
    .replaceAll(thisAccount, "${this account}")
    .replaceAll(/⟦[^/⟧]+\/([^⟧]*)⟧/g, (_, expression: string) =>
      expression.startsWith("${") ? expression : `\${${expression}}`,
    );
}
