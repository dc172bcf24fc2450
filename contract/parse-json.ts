import { z } from "zod";
import { documentKinds, type DocumentKind } from "./document-kinds.ts";
import { GeosBenchError } from "./errors.ts";

/**
 * Parses JSON text against a schema. One error names every fault: its path, what was given, what is allowed.
 * Throws {@link GeosBenchError} with the code of the kind; `title` replaces what messages call the document.
 */
export function parseJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  kind: DocumentKind,
  title: string = documentKinds[kind].title,
): z.output<Schema> {
  return parseValue(schema, decodeJson(text, kind, title), kind, title);
}

/** The first half: text to a value of any kind. */
export function decodeJson(
  text: string,
  kind: DocumentKind,
  title: string = documentKinds[kind].title,
): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new GeosBenchError(
      `The ${title} is not JSON: ${(cause as Error).message}. Given: ${excerpt(text)}`,
      {
        code: documentKinds[kind].notJson ?? documentKinds[kind].code,
        hint: "Write strict JSON: double quotes, no trailing comma, no comments.",
      },
    );
  }
}

/** The second half, for a value that was already decoded. */
export function parseValue<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  kind: DocumentKind,
  title: string = documentKinds[kind].title,
): z.output<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(describeIssue);
  const [first] = faults;
  const message = faults.length === 1 ? `${first}` : `\n  - ${faults.join("\n  - ")}`;
  const { code, hint } = documentKinds[kind];
  throw new GeosBenchError(`The ${title} is not valid: ${message}`, { code, ...(hint && { hint }) });
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.length > 0 ? z.core.toDotPath(issue.path) : "(the document)";
  if (issue.code === "unrecognized_keys") {
    return `${path}: unknown ${issue.keys.length === 1 ? "key" : "keys"} ${issue.keys.map((key) => `"${key}"`).join(", ")}`;
  }
  if (issue.code === "invalid_value")
    return `${path}: given ${show(issue.input)}, allowed: ${issue.values.map(show).join(", ")}`;
  if (issue.code === "invalid_type" && issue.input === undefined)
    return `${path}: missing (${issue.expected})`;
  // What is wrong with a key is one level below "Invalid key in record".
  const messages =
    issue.code === "invalid_key" ? issue.issues.map(({ message }) => message) : [issue.message];
  return `${path}: given ${show(issue.input)}, ${messages.join("; ")}`;
}

const show = (value: unknown): string => excerpt(JSON.stringify(value) ?? "nothing");

const excerpt = (text: string): string => (text.length > 120 ? `${text.slice(0, 117)}...` : text);
