import { expect, test } from "vitest";
import type { DockerEndpoint } from "../../../host/docker-endpoint.ts";
import { explainEngineFailure } from "../../../host/engine-fault.ts";

const standard: DockerEndpoint = {
  source: "default",
  context: "default",
  url: "unix:///var/run/docker.sock",
};
const remote: DockerEndpoint = { source: "DOCKER_HOST", context: "default", url: "tcp://10.0.0.5:2375" };
const failure = (code: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`connect ${code}`), { code });
const explain = (endpoint: DockerEndpoint, code: string, installed: boolean) =>
  explainEngineFailure(endpoint, failure(code), async () => installed);

test("a socket that refuses this user: the docker group", async () => {
  const { status, error } = await explain(standard, "EACCES", true);
  expect(status).toBe("permission-denied");
  expect(error.code).toBe("docker-permission-denied");
  expect(error.hint).toContain("usermod -aG docker");
});

test("no socket: not running where an engine is installed, not installed otherwise", async () => {
  expect((await explain(standard, "ENOENT", true)).status).toBe("not-running");
  const { status, error } = await explain(standard, "ENOENT", false);
  expect(status).toBe("not-installed");
  expect(error.hint).toContain("only the client");
});

test("an engine elsewhere: unreachable, and DOCKER_HOST is named", async () => {
  const { status, error } = await explain(remote, "ECONNREFUSED", true);
  expect(status).toBe("unreachable");
  expect(error.message).toContain("tcp://10.0.0.5:2375 (DOCKER_HOST)");
});

test("a socket that a context names: this machine's own engine is no answer", async () => {
  const chosen: DockerEndpoint = { source: "context", context: "colima", url: "unix:///home/me/docker.sock" };
  const { error } = await explain(chosen, "ENOENT", false);
  expect(error.message).toContain('context "colima"');
  expect(error.hint).toContain("docker context use default");
});
