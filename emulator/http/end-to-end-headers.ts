/**
 * Raw headers (name, value, name, value, …) without those that belong to one connection (RFC 9110, section 7.6.1).
 * Transfer-Encoding stays: Node takes the chunks off one connection and puts them on the other.
 */
export function endToEndHeaders(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? "";
    if (!hopByHop.has(name.toLowerCase())) kept.push(name, raw[index + 1] ?? "");
  }
  return kept;
}

const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authorization",
  "upgrade",
  "te",
]);
