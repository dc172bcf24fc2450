import { expect, test } from "vitest";
import { parsePipConfig, pythonIndexExports } from "../../../../container/build/python-index.ts";

test("pip's configuration: global and install count, later files win", async () => {
  const site = "[global]\nindex-url = https://site.example/simple\ntimeout = 60\n[freeze]\nindex-url = no\n";
  const user =
    "[install]\nindex-url: https://me:it's@user.example/simple\nextra-index-url =\n    https://a.example\n    https://b.example\n";
  expect(parsePipConfig(user)).toEqual({
    "index-url": "https://me:it's@user.example/simple",
    "extra-index-url": "https://a.example https://b.example",
  });
  const exports = await pythonIndexExports({ env: {}, pipConfigs: [site, user] });
  expect(exports).toContain(String.raw`export PIP_INDEX_URL='https://me:it'\''s@user.example/simple'`);
  expect(exports).toContain("export UV_INDEX='https://a.example https://b.example'");
});

test("the environment wins, and nothing configured exports nothing", async () => {
  const env = { PIP_INDEX_URL: "https://env.example", https_proxy: "http://proxy.example" };
  expect(
    await pythonIndexExports({ env, pipConfigs: ["[global]\nindex-url = https://file.example\n"] }),
  ).toBe(
    "export PIP_INDEX_URL='https://env.example'\nexport UV_DEFAULT_INDEX='https://env.example'\nexport HTTPS_PROXY='http://proxy.example'\n",
  );
  expect(await pythonIndexExports({ env: {}, pipConfigs: [""] })).toBe("");
});
