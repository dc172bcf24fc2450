import type { ModelFailure } from "./model-failure.ts";

/** Configuration files that do not say what the model needs. */
export const configurationFailures: readonly ModelFailure[] = [
  {
    id: "collection-never-written",
    pattern: /No diagnostic output will be created/i,
    meaning: "a collection of HISTORY.rc is less frequent than the run is long",
    remedy: "give it a frequency of at most the run's length, or 'End'",
    sources: ["geos-chem#305"],
  },
  {
    id: "hemco-time-stamp",
    pattern: /Time stamp must have at least 4 elements(?:: *(?<file>\S+))?/,
    meaning:
      "an entry of HEMCO_Config.rc has no time of the form year/month/day/hour: a column is missing, or blanks are where none may be",
    remedy: "compare the entry that is named, column by column, with the one in a fresh run directory",
    sources: ["geos-chem#3298"],
  },
  {
    id: "hemco-time-index",
    pattern: /Invalid time index in (?<file>\S+)/,
    meaning: "HEMCO does not understand the time axis of a file",
    remedy:
      "give the file a time dimension in the COARDS form (units such as hours since 1985-01-01 00:00:00)",
    sources: ["HEMCO#136"],
  },
  {
    id: "model-input-file",
    pattern: /Error encountered in (?:call to )?"?Read_Input_File/i,
    meaning: "geoschem_config.yml is not what this release of GEOS-Chem expects",
    remedy: "make the run directory with the release that was compiled",
    sources: ["GEOS-Chem manual, error guide"],
  },
];
