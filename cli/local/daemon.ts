/**
 * The background process that holds the local environment (LocalStack, local AWS Batch). It is started by
 * start-daemon.ts with an IPC channel; when that closes and nobody said "keep", the process cleans up and ends, so a
 * killed command leaves nothing running.
 */
import { flushCompileCache } from "node:module";
import { ensureMotoImage } from "../../container/build/ensure-moto-image.ts";
import { GeosBenchError, explainError } from "../../contract/errors.ts";
import { resultsBucketName } from "../../contract/names.ts";
import {
  startLocalEnvironment,
  type LocalEnvironment,
} from "../../emulator/local/start-local-environment.ts";
import type { FromDaemon, ToDaemon } from "./daemon-messages.ts";
import { removeLocalState, writeLocalState } from "./state-file.ts";

let kept = false;
let environment: Promise<LocalEnvironment> | undefined;
let ending: Promise<void> | undefined;

process.on("message", (message: ToDaemon) => {
  if (message.type === "keep") {
    kept = true;
    tell({ type: "kept" });
  } else void start(message);
});
process.on("disconnect", () => {
  if (!kept) end("the command that started it ended");
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => end(signal));

async function start({ options, logFile }: Extract<ToDaemon, { type: "start" }>): Promise<void> {
  environment = startLocalEnvironment(options, {
    report: ({ title, detail }) => tell({ type: "progress", title, detail }),
    motoImage: ensureMotoImage,
    log: (line) => console.log(`${new Date().toISOString()} ${line}`),
  });
  try {
    const { endpoint, live, keepsObjects, model } = await environment;
    const state = {
      pid: process.pid,
      startedAt: new Date().toISOString(),
      endpoint,
      live,
      region: model.region,
      accountId: model.accountId,
      resultsBucket: resultsBucketName(model.accountId),
      keepsObjects,
      queues: model.jobQueues.map(({ jobQueueName }) => jobQueueName ?? ""),
      jobImages: Object.fromEntries(
        Object.entries(options.jobImages).map(([platform, { reference }]) => [platform, reference]),
      ),
      volumes: options.volumeDirectories ?? {},
      logFile,
    };
    await writeLocalState(state);
    tell({ type: "ready", state });
    // Node writes it at the end of a process, and this one may be killed.
    flushCompileCache();
  } catch (error) {
    const known = error instanceof GeosBenchError ? error : undefined;
    console.error(error);
    tell({
      type: "failed",
      message: error instanceof Error ? error.message : explainError(error),
      code: known?.code ?? "local-environment",
      hint: known?.hint,
    });
    end("it could not start");
  }
}

function end(why: string): void {
  ending ??= (async () => {
    console.log(`${new Date().toISOString()} stopping: ${why}`);
    await removeLocalState();
    // A start that is under way is waited for (seconds): only then is it known what there is to remove.
    await environment?.then((started) => started.close()).catch((error: unknown) => console.error(error));
    process.exit(0);
  })();
}

function tell(message: FromDaemon): void {
  if (process.connected) process.send?.(message);
}
