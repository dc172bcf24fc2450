import { once } from "node:events";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { motoServer } from "./python-programs.ts";

export interface MotoServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface MotoProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const ownServer: MotoProgram = { command: motoServer, args: ["-H", "127.0.0.1", "-p", "0"] };

/** Starts moto, which stands for every service but Batch, on a free port; or says why it cannot. */
export async function startMoto({ command, args, env }: MotoProgram = ownServer): Promise<
  MotoServer | { missing: string }
> {
  const missing = `${motoServer} does not start (pip install 'moto[server]'; GCBENCH_MOTO names its path)`;
  const { failed } = await execa(motoServer, ["--help"], { reject: false });
  if (failed) return { missing };
  const server = execa(command, args, {
    reject: false,
    buffer: false,
    stdout: "ignore",
    // Without AWS's own policies, which roles attach, moto has only those that were created.
    env: { PYTHONUNBUFFERED: "1", MOTO_IAM_LOAD_MANAGED_POLICIES: "true", ...env },
    forceKillAfterDelay: 2000,
  });
  const close = async () => {
    server.kill();
    await server;
  };
  // Its log goes on standard error, whose pipe has to be read to the end or it would block.
  const lines = createInterface(server.stderr);
  const [url] = (await Promise.race([
    new Promise<string[]>((resolve) => {
      lines.on("line", (line) => {
        const found = /Running on (http:\S+)/.exec(line)?.[1];
        if (found !== undefined) resolve([found]);
      });
    }),
    once(lines, "close").then(() => []),
  ])) as [string?];
  if (url !== undefined) return { url, close };
  await close();
  return { missing };
}
