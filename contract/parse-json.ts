import { z } from "zod";
import { GeosBenchError } from "./errors.ts";

/**
 * Parses JSON text against a schema. One error names every fault: its path, what was given, what is allowed.
 * `what` names the document in messages ("benchmark config", "manifest"); the error's code follows from it.
 */
export function parseJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  what: string,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new GeosBenchError(
      `The ${what} is not JSON: ${(cause as Error).message}. Given: ${excerpt(text)}`,
      {
        code: "invalid-json",
        hint: "Write strict JSON: double quotes, no trailing comma, no comments.",
      },
    );
  }
  return parseValue(schema, value, what);
}

/** The same for a value that was already decoded. */
export function parseValue<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(describeIssue);
  const [first] = faults;
  const message = faults.length === 1 ? `${first}` : `\n  - ${faults.join("\n  - ")}`;
  throw new GeosBenchError(`The ${what} is not valid: ${message}`, {
    code: `invalid-${/^[a-z]+(?: [a-z]+)*/.exec(what)?.[0].replaceAll(" ", "-") ?? "document"}`,
  });
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
  return `${path}: given ${show(issue.input)}, ${issue.message}`;
}

const show = (value: unknown): string => excerpt(JSON.stringify(value) ?? "nothing");

const excerpt = (text: string): string => (text.length > 120 ? `${text.slice(0, 117)}...` : text);
