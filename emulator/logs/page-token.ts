import { LogsError } from "./logs-error.ts";

/** Encodes where a page ended; opaque to clients, and refused when it is not one of ours. */
export function encodeToken(kind: string, position: readonly (string | number)[]): string {
  return `${kind}/${Buffer.from(JSON.stringify(position)).toString("base64url")}`;
}

export function decodeToken(token: string, kind: string): unknown[] {
  const [given, text] = token.split("/", 2);
  try {
    const position: unknown = JSON.parse(Buffer.from(text ?? "", "base64url").toString("utf8"));
    if (given === kind && Array.isArray(position)) return position;
  } catch {
    // Falls through: not a token of ours.
  }
  throw new LogsError("InvalidParameterException", "The specified nextToken is invalid.");
}
