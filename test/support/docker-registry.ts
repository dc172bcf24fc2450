import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { temporaryDirectory } from "./temporary-directory.ts";

export interface DockerRegistry {
  /** `127.0.0.1:port`: plain HTTP, which Docker engines take from a loopback address. */
  readonly host: string;
  readonly close: () => Promise<void>;
}

/** Who may log in to a registry that was started with `login`. The hash is bcrypt's, which htpasswd files must have. */
export const registryLogin = {
  username: "tester",
  password: "secret",
  hash: "$2b$04$vWCW5h0ihbAQNzjpWkSmfuHTuDXpSuR9Bn0tI/JpjZ/PTsaBcOhMO",
} as const;

/** The registry of the Docker project (Debian: docker-registry) on a free port, empty; or why it cannot. */
export async function startDockerRegistry({ login = false } = {}): Promise<
  DockerRegistry | { missing: string }
> {
  const { failed } = await execa("docker-registry", ["--version"], { reject: false });
  if (failed) return { missing: "docker-registry is not installed (apt-get install docker-registry)" };
  const directory = temporaryDirectory("registry");
  const passwords = join(directory, "htpasswd");
  writeFileSync(passwords, `${registryLogin.username}:${registryLogin.hash}\n`);
  const config = join(directory, "config.json");
  writeFileSync(
    config,
    // YAML, of which JSON is a part.
    JSON.stringify({
      version: 0.1,
      storage: { filesystem: { rootdirectory: join(directory, "data") }, delete: { enabled: true } },
      http: { addr: "127.0.0.1:0" },
      ...(login && { auth: { htpasswd: { realm: "test", path: passwords } } }),
    }),
  );
  const server = execa("docker-registry", ["serve", config], {
    reject: false,
    buffer: false,
    stdout: "ignore",
    forceKillAfterDelay: 2000,
  });
  const close = async () => {
    server.kill();
    await server;
  };
  let said = "";
  // Its log has to be read to the end, or it would block.
  const lines = createInterface(server.stderr);
  const host = await new Promise<string | undefined>((resolve) => {
    lines.on("line", (line) => {
      said += `${line}\n`;
      const found = /listening on (127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    lines.on("close", () => resolve(undefined));
  });
  if (host !== undefined) return { host, close };
  await close();
  throw new Error(`docker-registry ended while it started:\n${said}`);
}
