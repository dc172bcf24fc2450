import type { ContextEntry } from "./build-context.ts";

/** The user of images that run a program of ours (1000:1000), by name: no base image can be relied on for it. */
export const imageUser: readonly (ContextEntry & { readonly content: string })[] = [
  { path: "etc/passwd", content: "root:x:0:0:root:/root:/bin/sh\ngcbench:x:1000:1000::/tmp:/bin/sh\n" },
  { path: "etc/group", content: "root:x:0:\ngcbench:x:1000:\n" },
];
