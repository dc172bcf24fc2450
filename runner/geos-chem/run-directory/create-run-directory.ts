import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { GeosBenchError } from "../../../contract/errors.ts";

/** It copies files and, with luck, a restart file of a few hundred MB. */
const longestMs = 600_000;

/** What the script says when a menu does not have the answer; it then asks again for ever. */
const refusal = /invalid|try again|not recognized|enter a new path|already exists/i;

/**
 * Makes a run directory with GEOS-Chem's own script, without a terminal. `answers` are those to its menus, in its
 * order; place, name and the question about git follow. A HOME of its own with `.geoschem/config` keeps the script
 * from asking what it asks new users. Resolves to the directory; throws {@link GeosBenchError}.
 */
export async function createRunDirectory(
  source: string,
  answers: readonly string[],
  { scratch, data, env, cancel }: CreationContext,
): Promise<string> {
  const home = join(scratch, "home");
  const place = join(scratch, "created");
  for (const path of [join(home, ".geoschem"), place, data]) mkdirSync(path, { recursive: true });
  const config = `export GC_DATA_ROOT='${data.replaceAll("'", "'\\''")}'\nexport GC_USER_REGISTERED=true\n`;
  writeFileSync(join(home, ".geoschem", "config"), config);

  const said: string[] = [];
  const ended = new AbortController();
  const script = execa("bash", ["./createRunDir.sh"], {
    cwd: join(source, "run"),
    env: { ...env, HOME: home },
    extendEnv: false,
    input: [...answers, place, "rundir", "n", ""].join("\n"),
    all: true,
    buffer: false,
    reject: false,
    timeout: longestMs,
    cancelSignal: AbortSignal.any([ended.signal, cancel]),
    forceKillAfterDelay: 1000,
  });
  for await (const line of script.iterable({ from: "all" })) {
    said.push(line);
    if (refusal.test(line)) {
      ended.abort();
      break;
    }
  }
  const { exitCode } = await script;
  if (ended.signal.aborted || exitCode !== 0) {
    throw new GeosBenchError(
      `createRunDir.sh did not make a run directory${exitCode === undefined ? "" : ` (exit code ${exitCode})`}. Its last messages: ${said.slice(-6).join(" | ")}`,
      {
        code: "run-directory-not-made",
        hint: `It was answered ${answers.join(", ")}. Menus differ between releases of GEOS-Chem: make the run directory yourself and give it as workload.run_directory.`,
      },
    );
  }
  return join(place, "rundir");
}

export interface CreationContext {
  readonly scratch: string;
  /** ExtData. */
  readonly data: string;
  readonly env: NodeJS.ProcessEnv;
  readonly cancel: AbortSignal;
}
