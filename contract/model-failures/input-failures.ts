import type { ModelFailure } from "./model-failure.ts";

const named = String.raw`(?<file>\S+) - Cannot get field`;
const metProduct = String.raw`(?:MERRA2?|GEOSFP|GEOSIT|GEOS_FP|GEOS_IT|GCAP2|\.(?:A1|A3cld|A3dyn|A3mst[CE]|I3|CN)\.)`;
const noTimeStamp = String.raw`Cannot find field with valid time stamp in\s+`;

/** Input data that is missing, of another time, or broken. The more telling a text, the further up. */
export const inputFailures: readonly ModelFailure[] = [
  {
    id: "restart-of-another-date",
    pattern: new RegExp(`${noTimeStamp}${named} SPC_`),
    meaning: "the restart file is there, but of another date than the start of the run",
    remedy:
      'give workload.start its date, a restart file of the start date, or set workload.restart to "closest"',
    sources: ["geos-chem-cloud#43", "geos-chem#1533"],
  },
  {
    id: "restart-missing",
    pattern: new RegExp(
      `Cannot find file for current simulation time:?\\s+(?<file>\\S*GEOSChem\\.Restart\\S*)|(?<file>\\S+) - Cannot get field SPC_`,
    ),
    meaning: "the restart file is missing, of another date, or lacks species",
    remedy: 'give one for the start date, or set workload.restart to "closest"',
    sources: ["geos-chem-cloud#43", "GEOS-Chem Classic manual, restart files"],
  },
  {
    id: "boundary-conditions-missing",
    pattern: new RegExp(`${named} BC_|(?<file>\\S*BoundaryConditions\\S*) - Cannot get field`),
    meaning: "the boundary conditions of a nested run are missing, or not of these dates",
    remedy:
      "run the global simulation that writes the BoundaryConditions collection first, and correct the path of BC_ in HEMCO_Config.rc",
    sources: ["geos-chem#98", "geos-chem#1510"],
  },
  {
    id: "meteorology-of-next-day",
    pattern: new RegExp(`${named} \\w+_NEXTDAY`),
    meaning: "meteorology of the day after the last is missing too; it is read for the pressure at its start",
    remedy: "complete the meteorology by that day, or end the run a day earlier",
    sources: ["geos-chem#1533"],
  },
  {
    id: "meteorology-of-another-time",
    pattern: new RegExp(`${noTimeStamp}(?<file>\\S*${metProduct}\\S*) - Cannot get field`),
    meaning:
      "a file of meteorology does not have the time that is simulated: it is cut off, or the dates are beyond the range in HEMCO_Config.rc.gmao_metfields",
    remedy: "fetch the file again, and compare the years of its entry with the dates of the run",
    sources: ["geos-chem#493", "geos-chem#2693"],
  },
  {
    id: "input-of-another-time",
    pattern: new RegExp(noTimeStamp + named),
    meaning:
      "an input file has no data for the time that is simulated: its years do not reach so far, or its entry's time flag wants an exact match",
    remedy:
      "choose dates within its years, or correct year range and time flag of the entry in HEMCO_Config.rc",
    sources: ["geos-chem#1508", "geos-chem#215", "geos-chem#443"],
  },
  {
    id: "input-missing",
    pattern: new RegExp(
      `Cannot find file for current simulation time:?\\s+${named}|Cannot find file for current simulation time`,
    ),
    meaning:
      "an input file is missing (a year such as 1712 in its name is where HEMCO's search back in time ended)",
    remedy: "complete ExtData, or set workload.data.source to open-data",
    sources: ["geos-chem#98", "HEMCO#2"],
  },
  {
    id: "meteorology-missing",
    pattern: /Could not find .* in HEMCO data list/i,
    meaning: "a meteorological field is missing from the input data",
    remedy: "look at METDIR and the entries of HEMCO_Config.rc.gmao_metfields: is METEOROLOGY switched on",
    sources: ["geos-chem#2938"],
  },
  {
    id: "netcdf-cannot-open",
    pattern: /In Ncop_(?:Rd|Wr),? cannot open:\s*(?<file>\S+)/,
    meaning: "a netCDF file cannot be opened: it is missing, empty, cut off, or may not be read",
    remedy: "fetch it again and compare its size with the original's; check its permissions",
    sources: ["geos-chem#3285", "geos-chem#1184"],
  },
  {
    id: "netcdf-not-written",
    pattern: /In Nc(?:wr|cr|def|put|cap)\w*.*NetCDF:/,
    meaning: "output could not be written: the disk is full, or another process has the file open",
    remedy: "make room (GCBENCH_SCRATCH), and let no two runs write into one directory",
    sources: ["geos-chem#2298"],
  },
  {
    id: "netcdf-damaged",
    pattern: /In Nc\w+.*NetCDF: (?:HDF error|Unknown file format|Can't read)|Code stopped from DO_ERR_OUT/,
    meaning: "a netCDF file is damaged or incomplete",
    remedy: "fetch it again; where the file is sound, netCDF or HDF5 of the executable do not suit it",
    sources: ["geos-chem#525", "geos-chem#1330", "geos-chem#1345", "geos-chem#1910", "geos-chem#2747"],
    isLastOpened: true,
  },
  {
    id: "photolysis-input",
    pattern: /CLOUDJ_ERROR|FAST-?JX.*(?:cannot|could not|error)/i,
    meaning: "the photolysis code stopped: often its input files are missing",
    remedy: "complete CHEM_INPUTS/CLOUD_J and FAST_JX of ExtData; their paths are in geoschem_config.yml",
    sources: ["geos-chem#2943"],
  },
];
