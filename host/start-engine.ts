import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { GeosBenchError } from "../contract/errors.ts";
import type { HostFacts } from "./detect-host.ts";
import { inspectEngine, type DockerEngine } from "./docker-engine.ts";
import { findProgram } from "./find-program.ts";
import { runCommand } from "./run-command.ts";

const logPath = "/var/log/gcbench-dockerd.log";
const startLimitMilliseconds = 60_000;
const pollMilliseconds = 100;

/** Starts this machine's engine, as a service where systemd runs and detached otherwise, and waits for its answer. */
export async function startEngine(host: HostFacts, signal?: AbortSignal): Promise<DockerEngine> {
  if (host.init === "systemd") await runCommand(["systemctl", "enable", "--now", "docker"], { signal });
  const exited = host.init === "systemd" ? () => false : await spawnDetached();
  const deadline = Date.now() + startLimitMilliseconds;
  for (;;) {
    const state = await inspectEngine(signal);
    if (state.status === "ready") return state.engine;
    if (exited() || Date.now() > deadline) throw await startFailure(host, state.error);
    await sleep(pollMilliseconds, undefined, { signal });
  }
}

/** In a session of its own, so that neither our end nor Ctrl-C in our terminal takes it along. */
async function spawnDetached(): Promise<() => boolean> {
  const log = openSync(logPath, "a");
  const daemon = spawn((await findProgram("dockerd")) ?? "dockerd", [], {
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let ended = false;
  daemon.once("error", () => (ended = true)).once("exit", () => (ended = true));
  daemon.unref();
  return () => ended;
}

async function startFailure(host: HostFacts, cause: GeosBenchError): Promise<GeosBenchError> {
  const log = host.init === "systemd" ? "" : await readFile(logPath, "utf8").catch(() => "");
  const tail = log.trim().split("\n").slice(-8).join("\n");
  return new GeosBenchError(`The Docker engine was started but does not answer.${tail && `\n${tail}`}`, {
    code: "docker-start-failed",
    hint: host.init === "systemd" ? "Look at `journalctl -u docker -n 50`." : `Look at ${logPath}.`,
    cause,
  });
}
