import { parseDocument } from "yaml";
import type { z } from "zod";
import { documentKinds, type DocumentKind } from "./document-kinds.ts";
import { GeosBenchError } from "./errors.ts";
import { decodeJson, parseValue } from "./parse-json.ts";

/** A text that people write, YAML or JSON, against a schema. Throws as {@link parseValue}, and for what is neither. */
export function parseYaml<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  kind: DocumentKind,
): z.output<Schema> {
  return parseValue(schema, decodeYaml(text, kind), kind);
}

/** The first half: text to a value of any kind. */
export function decodeYaml(text: string, kind: DocumentKind): unknown {
  if (text.trimStart().startsWith("{")) return decodeJson(text, kind);
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (!fault) return document.toJS();
  const { title, code } = documentKinds[kind];
  throw new GeosBenchError(`The ${title} is not YAML: ${fault.message}`, {
    code,
    hint: "YAML 1.2, or strict JSON.",
  });
}
