import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Docker from "dockerode";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engineText } from "../../../../emulator/executor/engine-text.ts";
import { pullImage } from "../../../../emulator/executor/pull-image.ts";

/** What an engine answers to a pull, by image (Engine API, ImageCreate): a refusal, or a stream that ends badly. */
const answers: Readonly<Record<string, readonly [status: number, body: object]>> = {
  unreachable: [
    500,
    { message: 'Get "https://registry-1.docker.io/v2/": dial tcp: lookup failed - no such host' },
  ],
  denied: [
    404,
    { message: "pull access denied for denied, repository does not exist or may require 'docker login'" },
  ],
  full: [200, { error: "write /var/lib/docker/tmp/GetImageBlob1: no space left on device" }],
};

describe("an engine's words, without those of the library that asked it", () => {
  const server = createServer((request, response) => {
    const image = new URL(request.url ?? "", "http://engine").searchParams.get("fromImage") ?? "";
    const [status, body] = answers[image] ?? [500, { message: "no such case" }];
    response.writeHead(status, { "Content-Type": "application/json" }).end(`${JSON.stringify(body)}\n`);
  });
  let docker: Docker;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    docker = new Docker({
      host: "127.0.0.1",
      port: (server.address() as AddressInfo).port,
      protocol: "http",
    });
  });
  afterAll(() => void server.close());

  const pull = async (image: string): Promise<string> => {
    try {
      await pullImage(docker, image);
      return "pulled";
    } catch (error) {
      return engineText(error);
    }
  };

  // What users' evaluateOnExit rules match on: nextflow-io/nextflow#4096, awslabs/aws-batch-helpers#4.
  it.each([
    [
      "unreachable",
      'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup failed - no such host',
    ],
    [
      "denied",
      "Error response from daemon: pull access denied for denied, repository does not exist or may require 'docker login'",
    ],
    ["full", "write /var/lib/docker/tmp/GetImageBlob1: no space left on device"],
  ])("a pull: %s", async (image, text) => {
    expect(await pull(image)).toBe(text);
  });

  it("a call that is no stream", async () => {
    await expect(docker.getContainer("none").start().catch(engineText)).resolves.toBe(
      "Error response from daemon: no such case",
    );
  });

  it("no engine", async () => {
    const nobody = new Docker({ socketPath: "/nonexistent/docker.sock" });
    await expect(nobody.pull("x").catch(engineText)).resolves.toMatch(
      /^Cannot connect to the Docker daemon: /,
    );
  });
});
