import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "../../../../emulator/http/listen.ts";
import { keepsObjects } from "../../../../emulator/localstack/kept-objects.ts";

async function localstackThatSays(answer: string): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === "/_localstack/init/start") response.end(answer);
    else response.writeHead(404).end();
  });
  onTestFinished(() => void server.close());
  return listen(server, { host: "127.0.0.1", port: 0 });
}
const withScript = (state: string) =>
  JSON.stringify({ completed: true, scripts: [{ stage: "START", name: "keep-objects.py", state }] });

test.each([
  ["the hook ran", withScript("SUCCESSFUL"), true],
  ["the hook failed, as with another release", withScript("ERROR"), false],
  ["it has no hooks", "404 Not Found", false],
])("whether a LocalStack keeps S3's objects: %s", async (_, answer, keeps) => {
  expect(await keepsObjects(await localstackThatSays(answer))).toBe(keeps);
});
