/** An engine's message without dockerode's "(HTTP code 404) no such image - ", or that no engine answered. */
export function engineText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const { statusCode, json, code } = (error ?? {}) as {
    statusCode?: number;
    json?: { message?: string };
    code?: string;
  };
  // Only system errors (ENOENT, ECONNREFUSED) have a code; a pull's faults are texts in a stream.
  if (statusCode === undefined && code !== undefined) return `Cannot connect to the Docker daemon: ${text}`;
  return `Error response from daemon: ${(json?.message ?? text).trim()}`;
}
