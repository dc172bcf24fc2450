import { expect, test } from "vitest";
import type { HostFacts } from "../../../../host/detect-host.ts";
import { findDebianMirror } from "../../../../container/build/debian-mirror.ts";

const answers = (argv: readonly string[]): string =>
  argv[0] === "apt-get"
    ? "nodistro https://example.org/node\nbookworm-updates http://mirror.example/debian\nbookworm http://mirror.example/debian"
    : 'Acquire "";\nAcquire::http "";\nAcquire::http::Proxy "http://proxy.example:3142";\nAcquire::Retries "3";';

test("is the one that this host's release comes from, with the host's proxy", async () => {
  const host = { distribution: "debian", codename: "bookworm" } as HostFacts;
  expect(await findDebianMirror(host, async (argv) => answers(argv))).toEqual({
    url: "http://mirror.example/debian",
    aptOptions: ['Acquire::http::Proxy "http://proxy.example:3142";'],
  });
});

test("a host of another distribution has none to offer", async () => {
  const host = { distribution: "ubuntu", codename: "noble" } as HostFacts;
  expect((await findDebianMirror(host, async (argv) => answers(argv))).url).toBeUndefined();
});
