import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Platform } from "../../../contract/architecture.ts";
import { sha256 } from "../../../contract/sha256.ts";
import { mediaTypes } from "../../../container/push/stored-manifest.ts";
import { pushJobImages, type PushedImages } from "../../../container/push/push-job-images.ts";
import { registryCredentials } from "../../../container/push/registry-credentials.ts";
import { parseRepository } from "../../../container/push/repository.ts";
import { projectRoot } from "../../../host/paths.ts";
import { findImage } from "../../../emulator/executor/find-image.ts";
import { asideName } from "../../../emulator/executor/set-aside.ts";
import { inspectEngine, type DockerEngine } from "../../../host/docker-engine.ts";
import { ensureImages } from "../../../container/build/ensure-images.ts";
import { registryLogin, startDockerRegistry, type DockerRegistry } from "../../support/docker-registry.ts";
import { startMoto } from "../../support/moto-server.ts";
import { unavailable } from "../../support/unavailable.ts";

const platforms = ["linux/arm64", "linux/amd64"] as const;

/** The base images of the job images stand for these: as real, and a third of the size. */
describe("pushing the images of both architectures", () => {
  let missing: string | undefined;
  let engine: DockerEngine;
  let registry: DockerRegistry;
  let images: ReadonlyMap<Platform, string>;
  const pulled: string[] = [];

  beforeAll(async () => {
    const state = await inspectEngine();
    const started = await startDockerRegistry();
    if (state.status !== "ready") missing = state.error.message;
    else if ("missing" in started) ({ missing } = started);
    else {
      engine = state.engine;
      registry = started;
      const { all } = await ensureImages({
        engine,
        platforms,
        repositoryRoot: projectRoot,
        localstack: false,
      });
      images = new Map(
        platforms.map((platform) => {
          const base = all.find(
            (of) => /\/base:/.test(of.reference) && `linux/${of.architecture}` === platform,
          );
          return [platform, base?.reference ?? ""];
        }),
      );
    }
  });
  beforeEach((context) => {
    if (missing !== undefined) unavailable(context, missing);
  });
  afterAll(async () => {
    // Not all of them are there: which ones depends on the engine's image store.
    const remove = (name: string) =>
      engine.docker
        .getImage(name)
        .remove({ force: true })
        .catch(() => {});
    await Promise.all(pulled.map(remove));
    await registry?.close();
  });

  const push = (name: string, more: Partial<Parameters<typeof pushJobImages>[0]> = {}) => {
    const lines: string[] = [];
    const repository = parseRepository(`${registry.host}/${name}`);
    const pushing = pushJobImages({
      engine,
      images,
      repository,
      credentials: undefined,
      report: (line) => lines.push(line),
      signal: new AbortController().signal,
      ...more,
    });
    return pushing.then((done): PushedImages & { lines: string[] } => ({ ...done, lines }));
  };
  const get = async (path: string, accept: string) => {
    const response = await fetch(`http://${registry.host}/v2/${path}`, { headers: { Accept: accept } });
    return { status: response.status, text: await response.text() };
  };

  test("makes one index, by whose digest an engine pulls and runs the image of its platform", async () => {
    const { tag, digest, reused, platforms: described } = await push("both");
    expect(reused).toBe(false);
    const { text } = await get(`both/manifests/${tag}`, mediaTypes.index);
    expect(`sha256:${sha256(text)}`).toBe(digest);
    const { manifests } = JSON.parse(text) as { manifests: { digest: string; platform: object }[] };
    expect(manifests.map(({ platform }) => platform)).toEqual([
      { os: "linux", architecture: "arm64" },
      { os: "linux", architecture: "amd64" },
    ]);
    expect(manifests.map((of) => of.digest)).toEqual(described.map((of) => of.digest));
    for (const { bytes } of described) expect(bytes).toBeGreaterThan(1e6);

    const reference = `${registry.host}/both@${digest}`;
    await execa("docker", ["pull", "--quiet", "--platform", "linux/arm64", reference]);
    pulled.push(reference);
    const { stdout } = await execa("docker", [
      "run",
      "--rm",
      "--platform",
      "linux/arm64",
      reference,
      "uname",
      "-m",
    ]);
    expect(stdout).toBe("aarch64");
  });

  test("is what the local Batch runs on either architecture, in any order", async () => {
    const { digest } = await push("executor");
    const reference = `${registry.host}/executor@${digest}`;
    pulled.push(reference, ...platforms.map((platform) => asideName(reference, platform)));
    const { signal } = new AbortController();
    const find = async (platform: Platform): Promise<string> => {
      const id = await findImage(engine.docker, reference, platform, signal);
      const { Os, Architecture } = await engine.docker.getImage(id).inspect();
      return `${Os}/${Architecture}`;
    };
    for (const platform of [...platforms, ...platforms]) expect(await find(platform)).toBe(platform);
    expect(await Promise.all(platforms.map((of) => find(of)))).toEqual([...platforms]);
  });

  test("sends nothing when the tag is there, and gives the same digest", async () => {
    const first = await push("twice");
    const second = await push("twice");
    expect(first.lines).not.toEqual([]);
    expect(second).toEqual({ ...first, reused: true, lines: [] });
  });

  test("sends only the platform that is not there yet", async () => {
    await push("half", { images: new Map(Array.from(images).slice(0, 1)) });
    const { lines, reused } = await push("half");
    expect(reused).toBe(false);
    const sent = lines.filter((line) => line.includes("digest: sha256:"));
    expect(sent.map((line) => /-(\w+): digest/.exec(line)?.[1])).toEqual(["amd64"]);
  });

  test("takes the image out of an index that an engine pushed, as those with containerd's store do", async () => {
    const plain = await push("nested");
    const [arm64, amd64] = plain.platforms;
    const [, image = ""] = Array.from(images)[0] ?? [];
    const tag = image.slice(image.lastIndexOf(":") + 1);
    const nested = {
      schemaVersion: 2,
      mediaType: mediaTypes.index,
      manifests: [
        await descriptor("nested", arm64?.digest ?? "", { os: "linux", architecture: "arm64" }),
        await descriptor("nested", amd64?.digest ?? "", { os: "unknown", architecture: "unknown" }),
      ],
    };
    await put(`nested/manifests/${tag}`, JSON.stringify(nested));
    await removeManifest(`nested/manifests/${plain.digest}`);
    expect(await push("nested")).toMatchObject({ digest: plain.digest, platforms: plain.platforms });
  });

  test("leaves no name of the registry in the engine", async () => {
    const { tag } = await push("names");
    const names = (await engine.docker.listImages()).flatMap(({ RepoTags }) => RepoTags ?? []);
    expect(tag).toMatch(/^\d+\.\d+\.\d+-[0-9a-f]{12}$/);
    expect(names.filter((name) => name.startsWith(registry.host))).toEqual([]);
  });

  test("says when the registry wants a login, and takes one", async () => {
    const guarded = (await startDockerRegistry({ login: true })) as DockerRegistry;
    const repository = parseRepository(`${guarded.host}/guarded`);
    try {
      await expect(push("guarded", { repository })).rejects.toMatchObject({
        code: "not-logged-in",
        message: expect.stringContaining(`${guarded.host}/guarded: 401`) as string,
        hint: `Log in: docker login ${guarded.host}`,
      });
      const done = await push("guarded", { repository, credentials: registryLogin });
      expect(done.digest).toMatch(/^sha256:/);
    } finally {
      await guarded.close();
    }
  });

  test("says when no registry answers", async () => {
    const ended = (await startDockerRegistry()) as DockerRegistry;
    await ended.close();
    const repository = parseRepository(`${ended.host}/none`);
    await expect(push("none", { repository })).rejects.toMatchObject({
      code: "registry-unreachable",
      message: expect.stringMatching(
        /^The registry 127\.0\.0\.1:\d+ does not answer: .*ECONNREFUSED/,
      ) as string,
    });
  });

  async function descriptor(name: string, digest: string, platform: object) {
    const { text } = await get(`${name}/manifests/${digest}`, Object.values(mediaTypes).join(", "));
    const { mediaType } = JSON.parse(text) as { mediaType: string };
    return { mediaType, digest, size: Buffer.byteLength(text), platform };
  }

  async function put(path: string, body: string): Promise<void> {
    const headers = { "Content-Type": mediaTypes.index };
    const { status } = await fetch(`http://${registry.host}/v2/${path}`, { method: "PUT", headers, body });
    expect(status).toBe(201);
  }

  async function removeManifest(path: string): Promise<void> {
    const { status } = await fetch(`http://${registry.host}/v2/${path}`, { method: "DELETE" });
    expect(status).toBe(202);
  }
});

test("ECR gives a login to whom the AWS configuration names", async (context) => {
  const moto = await startMoto();
  if ("missing" in moto) return unavailable(context, moto.missing);
  vi.stubEnv("AWS_ENDPOINT_URL_ECR", moto.url);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  try {
    const repository = parseRepository("123456789012.dkr.ecr.us-east-1.amazonaws.com/geos-chem");
    expect(await registryCredentials(repository)).toEqual({
      username: "AWS",
      password: "123456789012-auth-token",
    });
  } finally {
    vi.unstubAllEnvs();
    await moto.close();
  }
});
