import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import type { Report } from "../../host/progress.ts";
import type { LocalEnvironmentOptions } from "../../emulator/local/start-local-environment.ts";
import { stateDir } from "../../host/paths.ts";
import type { FromDaemon, ToDaemon } from "./daemon-messages.ts";
import type { LocalState } from "./state-file.ts";
import { stopDaemon } from "./stop-daemon.ts";

export interface Daemon {
  readonly state: LocalState;
  /** Lets it outlive this process. */
  keep(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the local environment in a process of its own session, so that Ctrl-C reaches only the command. The process
 * loads its program while `prepare` makes its options.
 */
export async function startDaemon(
  prepare: () => Promise<LocalEnvironmentOptions>,
  report: Report,
  signal: AbortSignal,
): Promise<Daemon> {
  await mkdir(stateDir(), { recursive: true });
  const logFile = path.join(stateDir(), "local.log");
  const log = await open(logFile, "w");
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "daemon.mjs")], {
    detached: true,
    stdio: ["ignore", log.fd, log.fd, "ipc"],
  });
  await log.close();
  const stop = () => (child.pid === undefined ? Promise.resolve() : stopDaemon(child.pid));
  try {
    const start = async () => ({ type: "start", options: await prepare(), logFile }) as const;
    const state = await ready(child, start(), report, signal);
    return { state, keep: () => keep(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function ready(
  child: ChildProcess,
  start: Promise<ToDaemon>,
  report: Report,
  signal: AbortSignal,
): Promise<LocalState> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", onAbort, { once: true });
    child.on("error", reject);
    child.on("exit", (code) =>
      reject(
        new GeosBenchError(`The local environment ended while it started (exit code ${code}).`, {
          code: "local-environment",
          hint: `Its log: ${path.join(stateDir(), "local.log")}`,
        }),
      ),
    );
    child.on("message", (message: FromDaemon) => {
      if (message.type === "progress") report(message);
      else if (message.type === "ready") {
        signal.removeEventListener("abort", onAbort);
        resolve(message.state);
      } else if (message.type === "failed") {
        const { code, hint } = message;
        reject(new GeosBenchError(message.message, { code, ...(hint === undefined ? {} : { hint }) }));
      }
    });
    start.then((message) => child.send(message, (error) => error && reject(error)), reject);
  });
}

async function keep(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.on("message", (message: FromDaemon) => message.type === "kept" && resolve());
    child.send({ type: "keep" } satisfies ToDaemon, (error) => error && reject(error));
  });
  child.disconnect();
  child.unref();
}
