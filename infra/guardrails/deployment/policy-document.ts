import { blocks, strings, type Attributes } from "./attributes.ts";

/**
 * What the data source `aws_iam_policy_document` makes of its blocks: IAM's JSON (provider's documentation of the data
 * source). A statement of an overriding document replaces those of the same Sid before it.
 */
export function policyDocumentJson(given: Attributes): string {
  const own = blocks(given["statement"]).map(statementOf);
  const sources = [...strings(given["source_json"]), ...strings(given["source_policy_documents"])];
  const overrides = [...strings(given["override_json"]), ...strings(given["override_policy_documents"])];
  let statements: unknown[] = [...sources.flatMap(statementsOf), ...own];
  for (const statement of overrides.flatMap(statementsOf)) {
    const sid = sidOf(statement);
    statements = statements.filter((earlier) => sid === undefined || sidOf(earlier) !== sid);
    statements.push(statement);
  }
  return JSON.stringify({ Version: given["version"] ?? "2012-10-17", Statement: statements });
}

/** An unknown document stays in the list as the text that it is, for whoever judges it. */
function statementsOf(text: string): unknown[] {
  try {
    const { Statement } = JSON.parse(text) as { Statement?: unknown };
    return [Statement].flat();
  } catch {
    return [text];
  }
}

function sidOf(statement: unknown): unknown {
  const { Sid } = (typeof statement === "object" && statement !== null ? statement : {}) as { Sid?: unknown };
  return Sid === "" ? undefined : Sid;
}

function statementOf(block: Attributes): object {
  const list = (key: string, as: string) => (block[key] === undefined ? {} : { [as]: [block[key]].flat() });
  return {
    ...(block["sid"] !== undefined && { Sid: block["sid"] }),
    Effect: block["effect"] ?? "Allow",
    ...list("actions", "Action"),
    ...list("not_actions", "NotAction"),
    ...list("resources", "Resource"),
    ...list("not_resources", "NotResource"),
    ...principals(block["principals"], "Principal"),
    ...principals(block["not_principals"], "NotPrincipal"),
    ...conditions(block["condition"]),
  };
}

function principals(value: unknown, as: string): object {
  const given = blocks(value);
  if (given.length === 0) return value === undefined ? {} : { [as]: value };
  const byType: Record<string, unknown[]> = {};
  for (const { type, identifiers } of given) (byType[String(type)] ??= []).push(...[identifiers].flat());
  return { [as]: "*" in byType ? "*" : byType };
}

function conditions(value: unknown): object {
  const result: Record<string, Record<string, unknown[]>> = {};
  for (const { test, variable, values } of blocks(value))
    ((result[String(test)] ??= {})[String(variable)] ??= []).push(...[values].flat());
  return Object.keys(result).length === 0 ? {} : { Condition: result };
}
