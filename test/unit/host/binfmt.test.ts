import { expect, test } from "vitest";
import { inspectEmulation, type BinfmtPorts } from "../../../host/binfmt.ts";

const engine = { architecture: "amd64", sharesKernel: true } as const;
const kernel = (entries: Record<string, string>): BinfmtPorts => ({
  list: () => ["register", "status", ...Object.keys(entries)],
  read: (name) => entries[name] ?? "",
  versionOf: async () => "8.2.1",
});
const entry = (state: string, flags: string): string =>
  `${state}\ninterpreter /usr/libexec/qemu-binfmt/aarch64-binfmt-P\nflags: ${flags}\noffset 0\nmagic 7f454c46\n`;

test("the engine's own architecture needs nothing", async () => {
  expect(await inspectEmulation("amd64", engine, kernel({}))).toEqual({ status: "native" });
});

test("a registered QEMU with the F flag is ready, whatever its distribution calls it", async () => {
  const ready = {
    status: "ready",
    interpreter: "/usr/libexec/qemu-binfmt/aarch64-binfmt-P",
    flags: "PF",
    version: "8.2.1",
  };
  const others = { "qemu-arm": entry("enabled", "PF"), "qemu-aarch64_be": entry("enabled", "PF") };
  for (const name of ["qemu-aarch64", "qemu-aarch64-static"]) {
    const entries = { ...others, [name]: entry("enabled", "PF") };
    expect(await inspectEmulation("arm64", engine, kernel(entries))).toEqual(ready);
  }
  expect(await inspectEmulation("arm64", engine, kernel(others))).toEqual({ status: "missing" });
});

test("switched off, or without the F flag, is of no use to containers", async () => {
  const disabled = kernel({ "qemu-aarch64": entry("disabled", "PF") });
  expect((await inspectEmulation("arm64", engine, disabled)).status).toBe("disabled");
  const unfixed = kernel({ "qemu-aarch64": entry("enabled", "P") });
  expect((await inspectEmulation("arm64", engine, unfixed)).status).toBe("no-fix-binary");
});

test("an ARM host looks for x86-64; another kernel's state is unknown", async () => {
  const arm = { architecture: "arm64", sharesKernel: true } as const;
  const entries = { "qemu-x86_64": entry("enabled", "POF") };
  expect((await inspectEmulation("amd64", arm, kernel(entries))).status).toBe("ready");
  const desktop = { architecture: "arm64", sharesKernel: false } as const;
  expect(await inspectEmulation("amd64", desktop, kernel(entries))).toEqual({ status: "unknown" });
});
