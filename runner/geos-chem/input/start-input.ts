import { stat, statfs } from "node:fs/promises";
import { resolve } from "node:path";
import type { InputCache } from "../../../contract/input-state.ts";
import type { Preparation, StartedInput } from "../../engine/engine.ts";
import { availableMemoryMiB } from "../../system/memory.ts";
import { formatBytes } from "../../system/format-amount.ts";
import { setPageCache } from "./page-cache.ts";

interface Place {
  /** The working directory of the run, which relative paths are below. */
  readonly cwd: string;
  /** ExtData. */
  readonly data: string;
  readonly preparation: Pick<Preparation, "files" | "interruption" | "say" | "staging">;
}

/** Makes the input files of a run warm or cold, as asked, right before it. */
export async function startInput(
  asked: InputCache,
  given: readonly string[],
  { cwd, data, preparation }: Place,
): Promise<StartedInput> {
  const { files, interruption, say, staging } = preparation;
  const sizes = await Promise.all(
    given.map(async (name) => {
      const path = resolve(cwd, name);
      const found = await stat(path).catch(() => undefined);
      // The dry run names directories and log units too.
      return found?.isFile() ? [{ path, size: found.size }] : [];
    }),
  );
  const there = sizes.flat();
  const bytes = there.reduce((sum, { size }) => sum + size, 0);
  const available = availableMemoryMiB(files);
  const act = () =>
    setPageCache(
      asked,
      { paths: there.map(({ path }) => path), bytes },
      available === undefined ? undefined : available * 1024 ** 2,
      interruption.requested,
    );
  const made =
    asked === "as-found"
      ? await act()
      : await staging.time("cache", act, ({ value }) => (value === null ? 0 : bytes));
  say(
    `input data: ${there.length} files, ${formatBytes(bytes)}: ${
      made.value === null
        ? `as they are: ${made.reason}`
        : made.value === "warm"
          ? "read, so warm"
          : "dropped, so cold"
    }`,
  );
  const fileSystem = await statfs(data).then(
    ({ type }) => type,
    () => undefined,
  );
  return { asked, files: there.length, bytes, made, fileSystem };
}
