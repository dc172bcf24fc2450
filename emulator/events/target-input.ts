import { z } from "zod";
import type { BusEvent } from "./event.ts";

/** What of a target says what it is handed (API reference, Target). */
export const inputOptions = z.object({
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).optional(), InputTemplate: z.string() })
    .optional(),
});

interface RuleName {
  readonly name: string;
  readonly arn: string;
}

/** The text that a target gets of an event: the event, a fixed text, a part of the event, or a template filled in. */
export function targetInput(
  { Input, InputPath, InputTransformer }: z.output<typeof inputOptions>,
  event: BusEvent,
  rule: RuleName,
): string {
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(at(event, InputPath) ?? null);
  if (InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate } = InputTransformer;
  const values: Record<string, unknown> = {
    "aws.events.rule-arn": rule.arn,
    "aws.events.rule-name": rule.name,
    "aws.events.event.ingestion-time": event.time,
    "aws.events.event": event,
    "aws.events.event.json": event,
  };
  for (const [name, path] of Object.entries(InputPathsMap)) values[name] = at(event, path) ?? null;
  return fill(InputTemplate, values);
}

/**
 * User guide, "Input transformation": a text within quotes goes in as it is, outside of them as JSON; an object within
 * quotes loses its own quotes.
 */
function fill(template: string, values: Readonly<Record<string, unknown>>): string {
  let isQuoted = false;
  return template.replaceAll(/\\.|"|<([\w.-]+)>/gs, (found: string, name: string | undefined) => {
    if (found === '"') isQuoted = !isQuoted;
    if (name === undefined || !(name in values)) return found;
    const value = values[name];
    if (!isQuoted) return JSON.stringify(value);
    if (typeof value === "string") return JSON.stringify(value).slice(1, -1);
    return JSON.stringify(value).replaceAll('"', "");
  });
}

/** The part of JSONPath that EventBridge takes: `$`, `$.a.b`, `$.a[0]`, `$.a['b-c']`. */
function at(event: BusEvent, path: string): unknown {
  let value: unknown = event;
  for (const [, name, index, quoted] of path.matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g)) {
    value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[name ?? index ?? quoted ?? ""];
  }
  return value;
}
