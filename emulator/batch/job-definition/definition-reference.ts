import { resourceErrors } from "../resource/errors.ts";

/**
 * The ways in which requests name a job definition: `name`, `name:revision`, and the ARN with or without a revision.
 */
export interface DefinitionReference {
  readonly name: string;
  readonly revision?: number;
}

export function definitionReference(text: string): DefinitionReference {
  const short = /^arn:[^:]+:batch:[^:]*:[^:]*:job-definition\/(.+)$/.exec(text)?.[1] ?? text;
  const [, name, revision] = /^([A-Za-z0-9_-]{1,128})(?::(\d+))?$/.exec(short) ?? [];
  if (name === undefined) throw resourceErrors.unsupportedName(text);
  return revision === undefined ? { name } : { name, revision: Number(revision) };
}
