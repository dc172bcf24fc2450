import { messageOf } from "../../contract/errors.ts";

/**
 * An engine's message as the ECS agent passes it on: without dockerode's "(HTTP code 404) no such image - ", or that no
 * engine answered. What a pull says in its stream has no "Error response from daemon" before it (ECS developer guide,
 * "CannotPullContainer task errors": "write /var/lib/docker/tmp/GetImageBlob…: no space left on device").
 */
export function engineText(error: unknown): string {
  const text = messageOf(error);
  const { statusCode, json, code } = (error ?? {}) as {
    statusCode?: number;
    json?: { message?: string };
    code?: string;
  };
  // Only system errors (ENOENT, ECONNREFUSED) have a code.
  if (statusCode === undefined && code !== undefined) return `Cannot connect to the Docker daemon: ${text}`;
  if (statusCode === undefined) return text.trim();
  // dockerode reads no JSON where a stream was asked for, as with a pull; the message stands in its own text alone.
  const message = json?.message ?? text.replace(/^\(HTTP code \d+\) .*? - /, "");
  return `Error response from daemon: ${message.trim()}`;
}
