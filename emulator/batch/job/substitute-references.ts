import { jobErrors } from "./errors.ts";

/**
 * Puts parameters into a command. Only whole tokens ("Ref::name") are references, the one form that the user guide
 * shows; there is no escape. A reference without a parameter is refused when the job is submitted, as AWS does.
 */
export function substituteReferences(
  command: readonly string[],
  parameters: Readonly<Record<string, string>>,
): string[] {
  return command.map((token) => {
    const name = referenceName(token);
    if (name === undefined) return token;
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined) throw jobErrors.unknownReference(name);
    return value;
  });
}

/** "name" of "Ref::name". */
export function referenceName(token: string): string | undefined {
  return token.startsWith("Ref::") && token.length > 5 ? token.slice(5) : undefined;
}
