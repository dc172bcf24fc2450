import { constants, accessSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import type { GeosChemWorkload } from "../../contract/geos-chem-workload.ts";
import { executableMachine } from "./executable-machine.ts";
import { scratchRoot } from "../system/scratch.ts";

/** Where the parts of GEOS-Chem are on this machine. The config comes first, then the environment. */
export interface Locations {
  readonly runDirectory: { readonly prebuilt: string } | { readonly source: string };
  readonly executable: string;
  /** ExtData; `undefined`: the run directory's own. */
  readonly data: string | undefined;
}

/** Throws {@link GeosBenchError} `geos-chem-not-found`, naming every way to say where it is. */
export function locate(
  workload: GeosChemWorkload,
  env: NodeJS.ProcessEnv,
  machine: string = currentMachine(),
): Locations {
  const given = (configured: string | undefined, variable: string) => {
    const path = configured ?? env[variable];
    return path ? resolve(path) : undefined;
  };
  const prebuilt = given(workload.run_directory, "GCBENCH_GCCLASSIC_RUNDIR");
  const source = given(workload.source, "GCBENCH_GCCLASSIC_SOURCE");
  const executable = given(workload.executable, "GCBENCH_GCCLASSIC");
  const data = given(workload.data.path, "GCBENCH_EXTDATA");

  if (prebuilt === undefined && source === undefined) {
    throw notFound(
      "No GEOS-Chem Classic is given: this image has the proxy workload only.",
      "Mount a run directory with its gcclassic and set workload.run_directory or GCBENCH_GCCLASSIC_RUNDIR, or a source tree and an executable (GCBENCH_GCCLASSIC_SOURCE, GCBENCH_GCCLASSIC). See docs/geos-chem-classic.md.",
    );
  }
  if (prebuilt !== undefined) mustHave(join(prebuilt, "geoschem_config.yml"), "The run directory");
  else if (source !== undefined) {
    mustHave(join(source, "run", "createRunDir.sh"), "The source tree");
    if (executable === undefined) {
      throw notFound(
        "A source tree is given, but no executable: it is not compiled here.",
        "Set workload.executable or GCBENCH_GCCLASSIC to the compiled gcclassic.",
      );
    }
    if (data === undefined && workload.data.source === "existing") {
      throw notFound(
        "createRunDir.sh needs the ExtData directory, and none is given.",
        "Set workload.data.path or GCBENCH_EXTDATA, or workload.data.source to open-data.",
      );
    }
  }
  const program = executable ?? join(prebuilt ?? "", "gcclassic");
  mustHave(program, "GEOS-Chem Classic");
  mustBeExecutable(program);
  mustBeForThisMachine(program, machine);
  if (data !== undefined && workload.data.source === "existing") mustHave(data, "ExtData");
  return {
    runDirectory: prebuilt === undefined ? { source: source ?? "" } : { prebuilt },
    executable: program,
    data: data ?? (workload.data.source === "open-data" ? join(scratchRoot(env), "ExtData") : undefined),
  };
}

function mustHave(path: string, what: string): void {
  try {
    statSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EACCES") {
      const user = process.getuid?.();
      throw notFound(
        `${what} cannot be read by the user of this job${user === undefined ? "" : ` (${user})`}: ${path}.`,
        "Jobs do not run as you: let everyone read it (chmod -R a+rX), parents of a mounted directory aside.",
        cause,
      );
    }
    throw notFound(`${what} is not there: ${path} cannot be found.`, "Check the path and the mount.", cause);
  }
}

function mustBeExecutable(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch (cause) {
    throw notFound(`${path} is not executable for this user.`, "chmod a+x, or check the mount.", cause);
  }
}

/** Where QEMU is registered with the kernel, another machine's program would run, and its times would mean nothing. */
function mustBeForThisMachine(path: string, machine: string): void {
  const compiledFor = executableMachine(path);
  if (compiledFor === undefined || compiledFor === machine) return;
  throw notFound(
    `${path} is compiled for ${compiledFor}, and this is ${machine}.`,
    "Compile GEOS-Chem Classic on that architecture, or run the benchmark on an instance of the executable's (hardware.architecture).",
  );
}

const currentMachine = (): string => (process.arch === "arm64" ? "aarch64" : "x86_64");

const notFound = (message: string, hint: string, cause?: unknown) =>
  new GeosBenchError(message, { code: "geos-chem-not-found", hint, cause });
