import { readFileSync } from "node:fs";

/** What a container needs for its end of a tunnel: a Python module without packages, by the name that it is imported by. */
export const relayModule = {
  name: "relay.py",
  content: readFileSync(new URL("relay.py", import.meta.url), "utf8"),
} as const;
