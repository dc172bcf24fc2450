import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resolveDockerEndpoint } from "../../../host/docker-endpoint.ts";

describe("the Docker endpoint", () => {
  let home: string;
  const resolve = (env: Record<string, string> = {}, platform = "linux") =>
    resolveDockerEndpoint({ env, home, platform });

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "gcbench-endpoint-"));
  });
  afterEach(() => rm(home, { recursive: true }));

  const writeConfig = async (currentContext: string): Promise<void> => {
    await mkdir(join(home, ".docker"), { recursive: true });
    await writeFile(join(home, ".docker", "config.json"), JSON.stringify({ auths: {}, currentContext }));
  };
  const writeContext = async (name: string, host: string): Promise<string> => {
    const id = createHash("sha256").update(name).digest("hex");
    const folder = join(home, ".docker", "contexts", "meta", id);
    await mkdir(folder, { recursive: true });
    const meta = { Name: name, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } };
    await writeFile(join(folder, "meta.json"), JSON.stringify(meta));
    return id;
  };

  test("is the platform's default where nothing else is said", async () => {
    expect(await resolve()).toEqual({
      source: "default",
      context: "default",
      url: "unix:///var/run/docker.sock",
    });
    expect((await resolve({}, "win32")).url).toBe("npipe:////./pipe/docker_engine");
  });

  test("is that of the current context", async () => {
    await writeConfig("desktop-linux");
    await writeContext("desktop-linux", "unix:///home/me/.docker/run/docker.sock");
    expect(await resolve()).toEqual({
      source: "context",
      context: "desktop-linux",
      url: "unix:///home/me/.docker/run/docker.sock",
    });
  });

  test("is that of DOCKER_CONTEXT before the current context, with its TLS material", async () => {
    await writeConfig("desktop-linux");
    const id = await writeContext("cluster", "tcp://10.0.0.5:2376");
    const tls = join(home, ".docker", "contexts", "tls", id, "docker");
    await mkdir(tls, { recursive: true });
    await writeFile(join(tls, "ca.pem"), "authority");
    expect(await resolve({ DOCKER_CONTEXT: "cluster" })).toEqual({
      source: "context",
      context: "cluster",
      url: "tcp://10.0.0.5:2376",
      tls: { ca: "authority" },
    });
  });

  test("is DOCKER_HOST before everything", async () => {
    await writeConfig("desktop-linux");
    const env = { DOCKER_HOST: "10.0.0.6:2375", DOCKER_CONTEXT: "cluster" };
    expect(await resolve(env)).toEqual({
      source: "DOCKER_HOST",
      context: "default",
      url: "tcp://10.0.0.6:2375",
    });
  });

  test("reads certificates for DOCKER_HOST only where TLS is asked for", async () => {
    await writeFile(join(home, "cert.pem"), "certificate");
    const env = { DOCKER_HOST: "tcp://10.0.0.6:2376", DOCKER_CERT_PATH: home };
    expect((await resolve(env)).tls).toBeUndefined();
    expect((await resolve({ ...env, DOCKER_TLS_VERIFY: "1" })).tls).toEqual({ cert: "certificate" });
  });

  test("names a context that does not exist", async () => {
    await expect(resolve({ DOCKER_CONTEXT: "gone" })).rejects.toMatchObject({
      code: "docker-context-unknown",
      message: expect.stringContaining('"gone"'),
    });
  });
});
