import { rmSync } from "node:fs";
import { join } from "node:path";
import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import type { GeosChemWorkload } from "../../contract/geos-chem-workload.ts";
import { unknownBecause } from "../../contract/observed.ts";
import type { Engine, Preparation } from "../engine/engine.ts";
import type { Ports } from "../ports.ts";
import type { SystemFiles } from "../system/system-files.ts";
import { outputText } from "../system/output-text.ts";
import { creationAnswers } from "./creation-answers.ts";
import { locate } from "./locations.ts";
import { modelCommand } from "./model-command.ts";
import { createModelLog } from "../../contract/model-log/model-log.ts";
import { findOutput } from "./run-directory/output-files.ts";
import { type PreparedRunDirectory, prepareRunDirectory } from "./run-directory/prepare-run-directory.ts";
import { createProgress } from "./log/progress.ts";
import { startInput } from "./input/start-input.ts";
import { createInputDays } from "./log/input-days.ts";
import { provideInput } from "./input/provide-input.ts";
import { readModelRun } from "./read-model-run.ts";
import { readTimers } from "../../contract/model-log/read-timers.ts";
import { mustHoldRun, sizeBelow } from "./run-directory/room-for-run.ts";

/** Stored beside the report: what the model was told, and its timers as it wrote them. */
const storedFiles = ["geoschem_config.yml", "HISTORY.rc", "gcclassic_timers.json"];

/** GEOS-Chem Classic itself. Throws {@link GeosBenchError} when this container does not have it. */
export function openGeosChem(
  config: BenchmarkConfig,
  workload: GeosChemWorkload,
  { env, freeBytes, journal, machine }: Pick<Ports, "env" | "freeBytes" | "journal" | "machine">,
): Engine {
  const asked = { ...config, workload };
  const places = locate(workload, env);
  // What createRunDir.sh is not answered for is known before anything is done.
  if ("source" in places.runDirectory) creationAnswers(asked);
  const seconds = () => performance.now() / 1000;
  let prepared:
    | {
        readonly directory: PreparedRunDirectory;
        readonly bytes: number;
        readonly preparation: Preparation;
        readonly paths: readonly string[];
      }
    | undefined;

  return {
    command: modelCommand(places.executable),
    build: unknownBecause("GEOS-Chem's executable does not say how it was compiled"),
    executable: places.executable,
    // Without it GNU Fortran keeps lines back from a pipe: progress would be late, and last words lost in a crash.
    variables: { GFORTRAN_UNBUFFERED_PRECONNECTED: env["GFORTRAN_UNBUFFERED_PRECONNECTED"] ?? "y" },
    prepare: async (preparation) => {
      const directory = await preparation.staging.time("run-directory", () =>
        prepareRunDirectory(asked, workload, places, {
          scratch: preparation.scratch,
          env: preparation.env,
          cancel: preparation.interruption.requested,
        }),
      );
      const { plan } = directory;
      preparation.say(
        `run directory: ${plan.name}, ${plan.resolution}${plan.nested ? " nested" : ""}, ${plan.levels} levels, ${plan.metField}, ${plan.start.toISOString()} to ${plan.end.toISOString()}, input data in ${directory.data}`,
      );
      for (const note of directory.notes) preparation.say(note);
      const input = await provideInput({
        executable: places.executable,
        simulation: plan.name,
        directory,
        restart: workload.restart,
        source: workload.data,
        env,
        freeBytes,
        preparation,
      });
      await mustHoldRun(directory.path, freeBytes);
      const bytes = await sizeBelow(directory.path);
      prepared = { directory, bytes, preparation, paths: input?.paths ?? [] };
      return { files: input ? [{ name: "input.json", text: input.manifest }] : [] };
    },
    startRun: async (cwd) => {
      if (!prepared) throw new Error("startRun before prepare");
      const { directory, bytes, preparation, paths } = prepared;
      const { plan, hemcoLog } = directory;
      await preparation.staging.time(
        "copy",
        () => directory.copyTo(cwd),
        () => bytes,
      );
      const input = await startInput(workload.data.cache ?? "warm", paths, {
        cwd,
        data: directory.data,
        preparation,
      });
      const { log, onLine } = createModelLog(seconds);
      const inputDays = createInputDays(plan.start, seconds);
      const onProgress = createProgress(plan, journal.say, seconds);
      return {
        input: { value: input },
        onLine: (line) => {
          onLine(line);
          onProgress(line);
          inputDays.onLine(line);
        },
        finish: (exit) => {
          const files = storedFiles.flatMap((name) => {
            const text = outputText(join(cwd, name));
            return text === undefined ? [] : [{ name, text }];
          });
          const timers = readTimers(
            files.find(({ name }) => name === "gcclassic_timers.json")?.text,
            log.timerTable,
          );
          const output = findOutput(cwd, directory.history, plan.end);
          // Where HEMCO_Config.rc names a Logfile, its messages are not in the model's log.
          if (exit.exitCode !== 0 && hemcoLog !== undefined) {
            for (const line of outputText(join(cwd, hemcoLog))?.split("\n") ?? []) onLine(line);
          }
          // Gigabytes of netCDF, of which only the presence is evidence.
          rmSync(cwd, { recursive: true, force: true });
          return readModelRun({
            plan,
            threads: preparation.asked.threads,
            inputDays: inputDays.result(),
            exit,
            log,
            timers,
            output,
            files,
            uptimeSeconds: uptime(machine.files),
          });
        },
      };
    },
  };
}

/** Seconds since the machine was started: what GEOS-Chem's timers count from. */
function uptime(files: SystemFiles): number | undefined {
  const seconds = Number.parseFloat(files.text("/proc/uptime") ?? "");
  return Number.isNaN(seconds) ? undefined : seconds;
}
