import type { ListrTask } from "listr2";
import type { Platform } from "../../contract/architecture.ts";
import { prepareHost, type PreparedHost } from "../../host/prepare-host.ts";
import { ensureImages, type EnsuredImages } from "../../container/build/ensure-images.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { projectRoot } from "../../host/paths.ts";

export interface Prepared {
  host?: PreparedHost;
  images?: EnsuredImages;
}

export interface PreparationOptions {
  readonly platforms: readonly Platform[];
  readonly provision: boolean;
  /** false leaves LocalStack's image out. */
  readonly localstack?: boolean;
  readonly signal: AbortSignal;
}

/** Docker with the platforms, and the images: what must be there before anything can run. */
export function preparationSteps<Context extends Prepared>(
  options: PreparationOptions,
): ListrTask<Context>[] {
  return [
    {
      title: "Docker engine and platforms",
      task: async (context, task) => {
        const report = ({ detail }: { detail: string }) => (task.output = detail);
        context.host = await prepareHost({ ...options, report });
        const { engine, warnings } = context.host;
        task.title = `Docker engine ${engine.version}, ${options.platforms.join(" and ")}`;
        for (const line of warnings) task.output = line;
      },
    },
    {
      title: "Images",
      task: async (context, task) => {
        const { engine } = required(context.host);
        context.images = await ensureImages({
          engine,
          platforms: options.platforms,
          repositoryRoot: projectRoot,
          localstack: options.localstack ?? true,
          report: ({ title, detail }) => {
            if (process.stderr.isTTY || !isBuildStep(detail)) task.output = `${title}: ${detail}`;
          },
          signal: options.signal,
        });
        const made = context.images.all.filter(({ reused }) => !reused).length;
        task.title = `Images (${made === 0 ? "all there" : `${made} made`}, ${(context.images.durationMs / 1000).toFixed(1)} s)`;
      },
    },
  ];
}

export function required<Value>(value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new GeosBenchError("A step ran before the one that it needs.", { code: "internal" });
}

/** A line per compiled file is good to see pass by in a terminal, and noise in a log. */
const isBuildStep = (line: string): boolean => /^(?:\[\d+\/\d+\]|Step \d+|#\d+ |--|---> | ---> )/.test(line);
