import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BenchmarkConfig, proxyWorkloadOf, simulatedHours } from "../../contract/benchmark-config.ts";
import { unknownBecause } from "../../contract/observed.ts";
import { contradictions, judgeRun } from "./judge-run.ts";
import { readReport } from "./read-report.ts";
import { outputText } from "../system/output-text.ts";
import { outputDirectory, ownMechanismFile, workloadCommand } from "./proxy-command.ts";
import type { Ports } from "../ports.ts";
import { chooseBuild } from "./choose-build.ts";
import type { Engine } from "../engine/engine.ts";
import { readOwnMechanism } from "./own-mechanism.ts";

/**
 * The embedded proxy workload: it needs nothing prepared but a mechanism of the user's, and reports on itself. Throws
 * {@link GeosBenchError} when none of its builds fits the processor.
 */
export function openProxy(
  config: BenchmarkConfig,
  { env, machine, readObject }: Pick<Ports, "env" | "machine" | "readObject">,
): Engine {
  const build = chooseBuild(config, proxyWorkloadOf(config).build, machine);
  let threads = 0;
  let mechanism: string | undefined;
  const command = workloadCommand(config, env, build);
  return {
    command,
    build: { value: build },
    executable: command[0],
    variables: {},
    prepare: async (context) => {
      threads = context.asked.threads;
      mechanism = await readOwnMechanism(config, readObject);
      return { files: mechanism === undefined ? [] : [{ name: ownMechanismFile, text: mechanism }] };
    },
    startRun: async (cwd) => {
      const output = join(cwd, outputDirectory);
      mkdirSync(output, { recursive: true });
      if (mechanism !== undefined) writeFileSync(join(cwd, ownMechanismFile), mechanism);
      return {
        input: unknownBecause("the proxy makes its own input: see io of its report"),
        onLine: () => {},
        finish: (exit) => {
          const files = ["report.json", "timers.json"].flatMap((name) => {
            const text = outputText(join(output, name));
            return text === undefined ? [] : [{ name, text }];
          });
          const reading = readReport(files.find(({ name }) => name === "report.json")?.text);
          const { report } = reading;
          return {
            ...judgeRun(config, threads, exit, reading),
            report,
            phases: report?.phases ?? [],
            mainLoop: report
              ? { wallSeconds: report.main_loop_wall_s, simulatedDays: simulatedHours(config) / 24 }
              : undefined,
            files,
            contradictions: report ? contradictions(config, threads, report, exit.wallSeconds) : [],
            answer: report?.checksum ?? null,
          };
        },
      };
    },
  };
}
