import { editLine } from "./edit-line.ts";
import { notSuitable } from "./not-suitable.ts";

const file = "HEMCO_Config.rc";

/**
 * Lets HEMCO take the closest date of the restart file and background values for species it lacks: CYS instead of EFYO
 * (GEOS-Chem Classic manual, "GEOS-Chem restart files"). createRunDir.sh itself writes EY for some simulations.
 */
export function tolerateRestart(text: string): string {
  const entry = {
    file,
    what: "the restart entry SPC_",
    pattern: /^(\*\s+SPC_\s+\S+\s+\S+\s+\S+\s+)(EFYO|EFY|EY|CYS)(\s.*)$/,
  };
  return editLine(text, entry, ([, before = "", , after = ""]) => `${before}CYS${after}`);
}

/**
 * Points ROOT and METDIR below another ExtData directory. Both end with a part below `ExtData` (`/HEMCO`,
 * `/GEOS_4x5/MERRA2`), which is kept.
 */
export function moveRoots(text: string, name: string, from: string, to: string): string {
  return ["ROOT", "METDIR"].reduce(
    (edited, key) =>
      editLine(
        edited,
        { file: name, what: key, pattern: new RegExp(`^(${key}:\\s*)(\\S+)(.*)$`) },
        ([, before = "", path = "", after = ""]) => {
          const below = belowExtData(path, from, name);
          return before + (below === undefined ? path : to + below) + after;
        },
      ),
    text,
  );
}

function belowExtData(path: string, from: string, name: string): string | undefined {
  // Relative to another setting, as in $ROOT/../GEOS_4x5/MERRA2: it moves with that.
  if (path.startsWith("$")) return undefined;
  const root = from.replace(/\/+$/, "");
  if (path.startsWith(`${root}/`)) return path.slice(root.length);
  const [, below] = /\/ExtData(\/.*)$/.exec(path) ?? [];
  if (below === undefined) {
    throw notSuitable(
      `${name}: ${path} is neither below root_data_dir (${from}) nor below a directory ExtData.`,
      "Leave out the data path, so that the run directory's own is used, or correct ROOT and METDIR.",
    );
  }
  return below;
}
