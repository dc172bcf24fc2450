import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { dockerCredentials } from "../../../../container/push/docker-credentials.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

function configured(config: object, helper = ""): NodeJS.ProcessEnv {
  const folder = temporaryDirectory("docker-config");
  writeFileSync(path.join(folder, "config.json"), JSON.stringify(config));
  writeFileSync(path.join(folder, "docker-credential-test"), `#!/bin/sh\n${helper}\n`, { mode: 0o755 });
  return { DOCKER_CONFIG: folder, PATH: `${folder}:${process.env["PATH"]}` };
}

const login = { username: "me", password: "pass:word" };
const auth = Buffer.from("me:pass:word").toString("base64");

test("what docker login has stored in config.json", async () => {
  const env = configured({ auths: { "registry.test": { auth }, "https://other.test": { auth } } });
  expect(await dockerCredentials("registry.test", env)).toEqual(login);
  expect(await dockerCredentials("other.test", env)).toEqual(login);
  expect(await dockerCredentials("unknown.test", env)).toBeUndefined();
});

test("what a credential helper gives for the registry", async () => {
  const helper = `read registry; echo '{"ServerURL":"'$registry'","Username":"me","Secret":"pass:word"}'`;
  const env = configured({ credHelpers: { "registry.test": "test" } }, helper);
  expect(await dockerCredentials("registry.test", env)).toEqual(login);
  expect(await dockerCredentials("unknown.test", env)).toBeUndefined();
});

test("a store that has nothing for the registry is no fault; one that fails is", async () => {
  const empty = configured({ credsStore: "test" }, "echo credentials not found in native keychain; exit 1");
  expect(await dockerCredentials("registry.test", empty)).toBeUndefined();
  const broken = configured({ credsStore: "test" }, "echo the keychain is locked; exit 1");
  await expect(dockerCredentials("registry.test", broken)).rejects.toMatchObject({
    code: "not-logged-in",
    message: "docker-credential-test does not answer: the keychain is locked",
  });
});

test("no config.json at all", async () => {
  expect(await dockerCredentials("registry.test", { DOCKER_CONFIG: temporaryDirectory() })).toBeUndefined();
});
