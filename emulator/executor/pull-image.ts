import type Docker from "dockerode";
import type { Platform } from "../../contract/architecture.ts";

/**
 * Pulls an image. A pull that fails half-way says so in its stream, after status 200, which dockerode's followProgress
 * takes for progress.
 */
export async function pullImage(
  docker: Docker,
  reference: string,
  { platform, signal }: { readonly platform?: Platform; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const options = { ...(platform && { platform }), ...(signal && { abortSignal: signal }) };
  const stream: NodeJS.ReadableStream = await docker.pull(reference, options);
  const progress = await new Promise<readonly { error?: string }[]>((resolve, reject) => {
    docker.modem.followProgress(stream, (error, said) =>
      error ? reject(error) : resolve(said as { error?: string }[]),
    );
  });
  const fault = progress.find(({ error }) => error !== undefined)?.error;
  if (fault !== undefined) throw new Error(fault);
}
