import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "../../../../emulator/http/listen.ts";
import { localStackAt } from "../../../../emulator/localstack/local-stack.ts";

async function localstackThatSays(answer: string): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === "/_localstack/init/start") response.end(answer);
    else response.writeHead(404).end();
  });
  onTestFinished(() => void server.close());
  return listen(server, { host: "127.0.0.1", port: 0 });
}
const withScripts = (keeping: string, wayBack: string) =>
  JSON.stringify({
    completed: true,
    scripts: [
      { stage: "START", name: "keep-objects.py", state: keeping },
      { stage: "START", name: "way-back.py", state: wayBack },
    ],
  });

test.each([
  ["all hooks ran", withScripts("SUCCESSFUL", "SUCCESSFUL"), 40_571, true, true],
  [
    "the one that keeps objects failed, as with another release",
    withScripts("ERROR", "SUCCESSFUL"),
    40_571,
    false,
    true,
  ],
  [
    "the way back failed, as where its port is taken",
    withScripts("SUCCESSFUL", "ERROR"),
    40_571,
    true,
    false,
  ],
  ["it was started without the way's port", withScripts("SUCCESSFUL", "SUCCESSFUL"), undefined, true, false],
  ["it has no hooks", "404 Not Found", 40_571, false, false],
])("what a LocalStack offers: %s", async (_, answer, tunnel, keepsObjects, hasWayBack) => {
  const url = new URL(await localstackThatSays(answer));
  const found = await localStackAt({
    host: url.hostname,
    address: "172.18.0.2",
    ports: { served: Number(url.port), tunnel },
    hasFolder: true,
    stop: async () => {},
  });
  expect(found).toMatchObject({ keepsObjects, urlFromContainers: "http://172.18.0.2:4566" });
  expect(found.wayBack).toEqual(
    hasWayBack
      ? { tunnel: { host: "127.0.0.1", port: 40_571 }, urlFromContainers: "http://172.18.0.2:4572" }
      : undefined,
  );
});
