/** What an error text of the model means, the most telling first. Sources: facts of the model's issue tracker. */
const meanings: readonly (readonly [text: RegExp, meaning: string])[] = [
  [
    /Restarts?\/?.*GEOSChem\.Restart|Cannot get field SPC_/i,
    'the restart file is missing, of another date, or lacks species (give one for the start date, or set workload.restart to "closest")',
  ],
  [
    /PS_NEXTDAY|valid time stamp/i,
    "meteorology of the day after the last is missing too; it is read for the pressure at its start",
  ],
  [
    /\/0?1[67]\d\d\/|\.1[67]\d\d[01]\d|Cannot find file for current simulation time/i,
    "an input file is missing (complete ExtData, or set workload.data.source to open-data)",
  ],
  [/Could not find .* in HEMCO data list/i, "a meteorological field is missing from the input data"],
  [
    /INTEGRATE FAILED/i,
    "the chemistry solver did not converge, twice: often wrong input or a miscompiled executable",
  ],
  [/CLOUDJ_ERROR/i, "the photolysis code stopped: often its input files are missing"],
  [
    /No diagnostic output will be created/i,
    "a collection of HISTORY.rc is less frequent than the run is long",
  ],
  [/Excessive fall velocity/i, "the state of the atmosphere is not physical: often a bad restart file"],
  [/No space left/i, "the scratch disk is full (GCBENCH_SCRATCH)"],
  [
    /Cannot allocate memory/i,
    "there is not enough memory: 4x5 takes 8 to 15 GB, 2x2.5 30 to 40 GB (raise memory_gb)",
  ],
];

/** A sentence or two on the model's own error texts; empty when it printed none. `told` are quoted already. */
export function diagnoseModel(errors: readonly string[], told: readonly string[] = []): string {
  if (errors.length === 0) return "";
  const all = errors.join("\n");
  const meaning = meanings.find(([text]) => text.test(all))?.[1];
  // One retry of the solver is a warning; it happens in good runs.
  const known = new Set(told.map((line) => line.trim()));
  const shown = errors
    .filter((line) => !known.has(line) && !/INTEGRATE RETURNED ERROR/i.test(line))
    .slice(0, 4);
  return [
    ...(shown.length > 0 ? [`The model says: ${shown.join(" | ")}`] : []),
    ...(meaning === undefined ? [] : [`This usually means: ${meaning}.`]),
  ].join(" ");
}
