import { expect, test } from "vitest";
import {
  observeHugePages,
  observeKernelSettings,
  observeNumaNodes,
} from "../../../../runner/environment/kernel-settings.ts";
import type { SystemFiles } from "../../../../runner/system/system-files.ts";

const machine = (files: Readonly<Record<string, string>>): SystemFiles => ({
  text: (path) => files[path],
  list: () => [],
  head: () => undefined,
});

/** As Linux 6.1 of Amazon Linux 2023 writes them. */
const instance = machine({
  "/sys/kernel/mm/transparent_hugepage/enabled": "always [madvise] never\n",
  "/sys/kernel/mm/transparent_hugepage/defrag": "always defer defer+madvise [madvise] never\n",
  "/sys/devices/system/node/online": "0-1\n",
  "/proc/sys/kernel/numa_balancing": "1\n",
  "/proc/sys/vm/swappiness": "60\n",
});
const nothing = machine({});

test("what a machine image decides is read, the word that is chosen of several", () => {
  expect(observeHugePages(instance)).toEqual({ value: "madvise" });
  expect(observeNumaNodes(instance)).toEqual({ value: 2 });
  expect(observeKernelSettings(instance)).toEqual({
    value: {
      "kernel.numa_balancing": "1",
      "vm.swappiness": "60",
      "transparent_hugepage.defrag": "madvise",
    },
  });
});

test("what cannot be read is unknown, with the reason", () => {
  for (const observe of [observeHugePages, observeNumaNodes, observeKernelSettings])
    expect(observe(nothing)).toEqual({ value: null, reason: expect.stringMatching(/\w+ \w+/) as string });
});
