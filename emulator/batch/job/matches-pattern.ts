/**
 * A literal, or the beginning of the text when the pattern ends with "*". No pattern: no condition. "*" alone matches a
 * missing text too: the user guide's own example ends with `onReason: "*"` → EXIT to mean "everything else", and a
 * container that merely exits has no reason.
 */
export function matchesPattern(pattern: string | undefined, text: string | undefined): boolean {
  if (pattern === undefined) return true;
  if (text === undefined) return pattern === "*";
  return pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}
