import { beforeEach } from "vitest";
import { lacking, type Requirement } from "./requirements.ts";
import { unavailable } from "./unavailable.ts";

/** For a file or a describe block: its tests are skipped, with the reason, where one of these is not there. */
export function needs(...names: readonly Requirement[]): void {
  beforeEach(async (context) => {
    for (const name of names) {
      const reason = await lacking(name);
      if (reason !== undefined) unavailable(context, reason);
    }
  });
}
