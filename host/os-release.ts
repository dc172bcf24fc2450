/** The assignments of an os-release(5) file. */
export function parseOsRelease(text: string): Record<string, string> {
  const assignments: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const match = /^([A-Z0-9_]+)=(.*)$/.exec(line.trim());
    if (match?.[1]) assignments[match[1]] = (match[2] ?? "").replace(/^(["'])(.*)\1$/, "$2");
  }
  return assignments;
}
