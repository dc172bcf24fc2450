// Package managers and mmdebstrap remove their temporary files on SIGTERM; that takes them a moment.
const termToKillMilliseconds = 15_000;

/**
 * Ends a child's whole process group when the signal aborts, or when this process exits first: asked first, forced
 * later. Call what it returns once the child is gone.
 */
export function stopGroupOnAbort(pid: number | undefined, signal: AbortSignal | undefined): () => void {
  if (pid === undefined) return () => {};
  let force: NodeJS.Timeout | undefined;
  const send = (name: NodeJS.Signals): void => {
    try {
      process.kill(process.platform === "win32" ? pid : -pid, name);
    } catch {
      // The group is gone already.
    }
  };
  const ask = (): void => {
    send("SIGTERM");
    force = setTimeout(send, termToKillMilliseconds, "SIGKILL");
  };
  const onExit = (): void => send("SIGTERM");
  signal?.addEventListener("abort", ask, { once: true });
  process.once("exit", onExit);
  return () => {
    clearTimeout(force);
    signal?.removeEventListener("abort", ask);
    process.off("exit", onExit);
  };
}
