import { expect, test } from "vitest";
import { detectHost, type HostPorts } from "../../../host/detect-host.ts";

const ports: HostPorts = {
  platform: "linux",
  arch: "x64",
  uid: 0,
  readText: () => 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_CODENAME=bookworm\n',
  exists: () => false,
  memoryBytes: 25_276_973_056,
  cores: 2,
};

test("a Debian machine without systemd", () => {
  expect(detectHost(ports)).toEqual({
    family: "debian",
    osName: "Debian GNU/Linux 12 (bookworm)",
    distribution: "debian",
    codename: "bookworm",
    root: true,
    architecture: "amd64",
    memoryMiB: 24_106,
    cores: 2,
    init: "other",
  });
});

test("families follow ID and ID_LIKE", () => {
  const family = (text: string): string => detectHost({ ...ports, readText: () => text }).family;
  expect(family('ID=linuxmint\nID_LIKE="ubuntu debian"')).toBe("debian");
  expect(family('ID="amzn"\nID_LIKE="fedora"')).toBe("fedora");
  expect(family("ID=arch")).toBe("linux");
  expect(detectHost({ ...ports, platform: "darwin", arch: "arm64" })).toMatchObject({
    family: "macos",
    osName: "macOS",
    architecture: "arm64",
  });
});

test("an architecture without images is refused by name", () => {
  expect(() => detectHost({ ...ports, arch: "riscv64" })).toThrow(/riscv64/);
});
