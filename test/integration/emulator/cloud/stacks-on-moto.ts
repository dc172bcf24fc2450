import { createServer } from "node:net";
import path from "node:path";
import { once } from "node:events";
import { createBatch } from "../../../../emulator/batch/create-batch.ts";
import { createSimulatedExecutor } from "../../../../emulator/executor/simulated-executor.ts";
import { startFront, type Front } from "../../../../emulator/http/front.ts";
import { clientEnvironment } from "../../../../emulator/local/client-environment.ts";
import { emptyStack } from "../../../../emulator/local/local-regions.ts";
import { createMoto } from "../../../../emulator/moto/moto.ts";
import { motoEnvironment } from "../../../../emulator/moto/moto-environment.ts";
import { systemClock } from "../../../../emulator/ports/clock.ts";
import { openTunnel } from "../../../../emulator/tunnel/tunnel.ts";
import { findProgram } from "../../../../host/find-program.ts";
import { startMoto } from "../../../support/moto-server.ts";
import { motoServer } from "../../../support/python-programs.ts";
import { logStore } from "../../../unit/emulator/http/front-on.ts";

const region = "us-east-1";
export const account = "123456789012";
const emulator = path.resolve(import.meta.dirname, "../../../../emulator");

export interface StacksOnMoto {
  /** For a client in a process of its own. */
  readonly env: NodeJS.ProcessEnv;
  readonly close: () => Promise<void>;
}

/**
 * The local cloud as far as CloudFormation needs it, without a container: the front, a Batch whose jobs are simulated, and
 * moto with what its CloudFormation is served with (emulator/moto/serve.py) in a process, whose S3 is S3 here.
 */
export async function startStacksOnMoto(): Promise<StacksOnMoto | { missing: string }> {
  const [server, tunnel, called] = await Promise.all([freePort(), freePort(), freePort()]);
  const moto = await startMoto({
    command: await python(),
    args: [path.join(emulator, "moto/serve.py"), String(server), String(tunnel)],
    env: {
      ...motoEnvironment(account, called),
      PYTHONPATH: [path.join(emulator, "moto/cloudformation"), path.join(emulator, "tunnel")].join(
        path.delimiter,
      ),
      PYTHONDONTWRITEBYTECODE: "1",
    },
  });
  if ("missing" in moto) return moto;
  const url = `http://127.0.0.1:${server}`;
  const logs = logStore();
  const executor = createSimulatedExecutor(systemClock, () => ({ durationMs: 50, lines: ["ran"] }));
  const batch = createBatch({
    stack: emptyStack(region, account),
    executor,
    logs,
    clock: systemClock,
    transitionMs: 50,
  });
  const front: Front = await startFront({
    regions: () => ({ region, api: batch.api, logs }),
    accountId: account,
    moto: createMoto(async () => ({ url, stop: moto.close })),
    localstackUrl: url,
    addresses: [{ host: "127.0.0.1", port: 0 }],
  });
  const opened = openTunnel({ host: "127.0.0.1", port: tunnel }, (socket) => front.accept(socket));
  return {
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      ...clientEnvironment({ endpoint: front.urls[0] ?? "", region, accountId: account }),
      AWS_PAGER: "",
    },
    async close() {
      opened.close();
      await front.close();
      await batch.shutdown();
      logs.close();
      await moto.close();
    },
  };
}

/** The Python that has moto: the one beside its server. */
async function python(): Promise<string> {
  const found = motoServer.includes("/") ? motoServer : await findProgram(motoServer);
  return path.join(path.dirname(found ?? motoServer), "python3");
}

/** A port that was free a moment ago: moto's relay takes none that it chooses itself. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
