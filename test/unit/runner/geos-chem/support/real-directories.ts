import { copyFileSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryDirectory } from "../../support/ports.ts";
import { standInModel, write } from "./run-directory.ts";

/**
 * Run directories in the forms that public ones have (14.0 to 14.7, users' own changes included): written for these
 * tests, with content of our own, and much shorter.
 */
export interface RealDirectory {
  readonly name: string;
  /** Of the benchmark config. */
  readonly config: { readonly simulation_type: string; readonly domain: object };
  readonly files: Readonly<Record<string, string>>;
  /** Links in the directory, by what they point to. */
  readonly links?: Readonly<Record<string, string>>;
  /** Input that a day of it reads, below ExtData. */
  readonly input: readonly string[];
  /** Its restart file, in the run directory. */
  readonly restart: string;
  /** What a day of it leaves, by the configuration that the job ran with. */
  readonly restartAfter: string;
}

interface Simulation {
  readonly name: string;
  readonly start: string;
  readonly end?: string;
  readonly root: string;
  readonly met: string;
  readonly resolution: string;
  readonly levels: number;
  readonly longitude?: string;
  readonly latitude?: string;
  readonly nested?: boolean;
  readonly step?: number;
  readonly operations?: string;
}

const geoschem = (of: Simulation): string => `---
### geoschem_config.yml: synthetic
#============================================================================
# Simulation settings
#============================================================================
simulation:
  name: ${of.name}
  start_date: [${of.start}, 000000]
  end_date: [${of.end ?? "20300101"}, 000000]
  root_data_dir: ${of.root}
  met_field: ${of.met}
  species_database_file: ./species_database.yml
  species_metadata_output_file: OutputDir/geoschem_species_metadata.yml
  verbose:
    activate: false
    on_cores: root       # Allowed values: root all
  use_gcclassic_timers: false

grid:
  resolution: ${of.resolution}
  number_of_levels: ${of.levels}
  longitude:
    range: ${of.longitude ?? "[-180.0, 180.0]"}
    center_at_180: true
  latitude:
    range: ${of.latitude ?? "[-90.0, 90.0]"}
    half_size_polar_boxes: ${of.nested === true ? "false" : "true"}
  nested_grid_simulation:
    activate: ${of.nested === true ? "true" : "false"}
    buffer_zone_NSEW: ${of.nested === true ? "[3, 3, 3, 3]" : "[0, 0, 0, 0]"}

timesteps:
  transport_timestep_in_s: ${of.step ?? 600}
  chemistry_timestep_in_s: ${2 * (of.step ?? 600)}

operations:
  chemistry:
    activate: true
${of.operations ?? ""}`;

const restartEntry = (path: string, flag: string) =>
  `* SPC_           ${path} SpeciesRst_?ALL?    $YYYY/$MM/$DD/$HH ${flag} xyz 1 * - 1 1`;
const restartName = "GEOSChem.Restart.$YYYY$MM$DD_$HH$MNz.nc4";

/** The main file; what `settings` and `body` do not have is as createRunDir.sh writes it. */
const hemco = (settings: string, body: string): string => `#EOC
#  configuration files can be inserted with '>>>include HEMCO\\_Config\\_test.rc'
### BEGIN SECTION SETTINGS
###############################################################################
${settings}
DiagnFile:                   HEMCO_Diagn.rc
DiagnFreq:                   Monthly
Wildcard:                    *
Separator:                   /
Unit tolerance:              1
Verbose:                     false
### END SECTION SETTINGS ###

### BEGIN SECTION BASE EMISSIONS
# ExtNr Name sourceFile sourceVar sourceTime C/R/E SrcDim SrcUnit Species ScalIDs Cat Hier
(((GC_RESTART
${body}
)))GC_RESTART
`;

/** The included file, where most releases have METDIR alone. */
const metfields = (root: string, metdir: string): string => `### BEGIN SECTION SETTINGS
ROOT:     ${root}
METDIR:   ${metdir}
### END SECTION SETTINGS ###
* PS       $METDIR/$YYYY/$MM/$MET.$YYYY$MM$DD.I3.$RES.$NC     PS        1980-2021/1-12/1-31/*           EFY xy  1  * -  1 1
`;

const include = "(((METEOROLOGY\n>>>include HEMCO_Config.rc.gmao_metfields\n)))METEOROLOGY";

const history = (
  experiment: string,
  collections: string,
  bodies: readonly string[],
  restart = "./Restarts/GEOSChem.Restart.%y4%m2%d2_%h2%n2z.nc4",
): string => `EXPID:  ${experiment}
COLLECTIONS: ${collections}
::
  Restart.filename:           '${restart}',
  Restart.frequency:          00000100 000000
  Restart.duration:           00000100 000000
  Restart.mode:               'instantaneous'
::
${bodies.join("")}`;

const collection = (name: string, frequency = "00000100 000000", duration = "00000100 000000"): string =>
  `  ${name}.template:       '%y4%m2%d2_%h2%n2z.nc4',
  ${name}.frequency:      ${frequency}
  ${name}.duration:       ${duration}
  ${name}.mode:           'time-averaged'
::
`;

const constants = [
  "CHEM_INPUTS/Olson_Land_Map_201203/Olson_2001_Drydep_Inputs.nc",
  "HEMCO/OLSON_MAP/v2019-02/Olson_2001_Land_Type_Masks.025x025.generic.nc",
];
const meteorology = (directory: string, product: string, grid: string, days: readonly string[]): string[] =>
  days.map((day) => `${directory}/${day.slice(0, 4)}/${day.slice(4, 6)}/${product}.${day}.I3.${grid}.nc4`);

/** With the line ends that an editor of Windows writes. */
const windows = (files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replaceAll("\n", "\r\n")]));

/** Where the input is by these directories; nothing is there in a job. */
const root = "/shared/group/ExtData";
const global = (resolution: string, levels: number) => ({ type: "global", resolution, levels });
const species = collection("SpeciesConc");

export const realDirectories: readonly RealDirectory[] = [
  {
    name: "fullchem of 14.7: three directories of photolysis and optics, METDIR in the included file alone",
    config: { simulation_type: "fullchem", domain: global("4x5", 72) },
    files: {
      "geoschem_config.yml": geoschem({
        name: "fullchem",
        start: "20190701",
        root: `${root}/`,
        met: "MERRA2",
        resolution: "4.0x5.0",
        levels: 72,
        operations: `  photolysis:
    activate: true
    cloud-j:
      cloudj_input_dir: ${root}/CHEM_INPUTS/CLOUD_J/v2025-01/
    fast-jx:
      fastjx_input_dir: ${root}/CHEM_INPUTS/FAST_JX/v2024-05/
aerosols:
  optics:
    input_dir: ${root}/CHEM_INPUTS/Aerosol_Optics/v2025-03/
`,
      }),
      "HEMCO_Config.rc": hemco(
        `ROOT:                        ${root}/HEMCO\nLogfile:                     *\nDiagnPrefix:                 ./OutputDir/HEMCO_diagnostics`,
        `${restartEntry(`./Restarts/${restartName}`, "EFYO")}\n${include}`,
      ),
      "HEMCO_Config.rc.gmao_metfields": metfields(`${root}/HEMCO`, `${root}/GEOS_4x5/MERRA2`),
      "HISTORY.rc": history(
        "./OutputDir/GEOSChem",
        "'Restart', 'Metrics',\n             'SpeciesConc', #'Budget',",
        [
          collection("Metrics", "'End',", "'End',"),
          collection("SpeciesConc", "00000000 010000   # hourly", "00000001 000000"),
        ],
      ),
    },
    input: [
      ...constants,
      ...meteorology("GEOS_4x5/MERRA2", "MERRA2", "4x5", ["20190701", "20190702"]),
      "CHEM_INPUTS/CLOUD_J/v2025-01/CJ77_inp.dat",
      "CHEM_INPUTS/FAST_JX/v2024-05/FJX_spec.dat",
      "CHEM_INPUTS/Aerosol_Optics/v2025-03/FJX_spec.dat",
    ],
    restart: "Restarts/GEOSChem.Restart.20190701_0000z.nc4",
    restartAfter: "Restarts/GEOSChem.Restart.20190702_0000z.nc4",
  },
  {
    name: "fullchem of 14.3 for two experiments: linked configuration, output in folders, a log of HEMCO's, flag C",
    config: { simulation_type: "fullchem", domain: global("4x5", 47) },
    files: {
      "geoschem_config_b02.yml": geoschem({
        name: "fullchem",
        start: "20200101",
        root: `${root}/`,
        met: "MERRA2",
        resolution: "4.0x5.0",
        levels: 47,
        operations: `  photolysis:
    activate: true
    input_directories:
      fastjx_input_dir: ${root}/CHEM_INPUTS/FAST_JX/v2021-10/
      cloudj_input_dir: ${root}/CHEM_INPUTS/CLOUD_J/v2023-05/
`,
      }),
      "HEMCO_Config_b01.rc": hemco(
        `ROOT:                        ${root}/HEMCO\nLogfile:                     HEMCO_b01.log\nDiagnPrefix:                 OutputDir/Baseline/HEMCO_diagnostics`,
        `${restartEntry(`./Restarts/Baseline/${restartName}`, "C   ")}\n${include}`,
      ),
      "HEMCO_Config.rc.gmao_metfields": metfields(`${root}/HEMCO`, `${root}/GEOS_4x5/MERRA2`),
      "HISTORY_b01.rc": history(
        "OutputDir/Baseline/GEOSChem",
        "'Restart',\n             'SpeciesConc',",
        [species],
        "./Restarts/Baseline/GEOSChem.Restart.%y4%m2%d2_%h2%n2z.nc4",
      ),
      "OutputDir/Rockets/GEOSChem.SpeciesConc.20200101_0000z.nc4": "of another experiment",
      "HEMCO_b01.log": "HEMCO ERROR: of an earlier run",
    },
    links: {
      "geoschem_config.yml": "./geoschem_config_b02.yml",
      "HEMCO_Config.rc": "./HEMCO_Config_b01.rc",
      "HISTORY.rc": "./HISTORY_b01.rc",
    },
    input: [
      ...constants,
      ...meteorology("GEOS_4x5/MERRA2", "MERRA2", "4x5", ["20200101", "20200102"]),
      "CHEM_INPUTS/FAST_JX/v2021-10/FJX_spec.dat",
      "CHEM_INPUTS/CLOUD_J/v2023-05/CJ77_inp.dat",
    ],
    restart: "Restarts/Baseline/GEOSChem.Restart.20200101_0000z.nc4",
    restartAfter: "Restarts/Baseline/GEOSChem.Restart.20200102_0000z.nc4",
  },
  {
    name: "fullchem of 14.0: one directory of photolysis, METDIR in both files",
    config: { simulation_type: "fullchem", domain: global("2x2.5", 47) },
    files: {
      "geoschem_config.yml": geoschem({
        name: "fullchem",
        start: "20221201",
        root: `${root}/`,
        met: "GEOSFP",
        resolution: "2.0x2.5",
        levels: 47,
        operations: `  photolysis:\n    input_dir: ${root}/CHEM_INPUTS/FAST_JX/v2021-10/\n`,
      }),
      "HEMCO_Config.rc": hemco(
        `ROOT:                        ${root}//HEMCO\nMETDIR:                      ${root}//GEOS_2x2.5/GEOS_FP\nLogfile:                     HEMCO.log\nDiagnPrefix:                 ./OutputDir/HEMCO_diagnostics`,
        `${restartEntry(`./Restarts/${restartName}`, "EFYO")}\n${include}`,
      ),
      "HEMCO_Config.rc.gmao_metfields": metfields(`${root}//HEMCO`, `${root}//GEOS_2x2.5/GEOS_FP`),
      "HISTORY.rc": history(
        "./OutputDir/GEOSChem",
        "'Restart',\n             ##'Budget',\n             'SpeciesConc',",
        [species],
      ),
    },
    input: [
      ...constants,
      ...meteorology("GEOS_2x2.5/GEOS_FP", "GEOSFP", "2x25", ["20221201", "20221202"]),
      "CHEM_INPUTS/FAST_JX/v2021-10/FJX_spec.dat",
    ],
    restart: "Restarts/GEOSChem.Restart.20221201_0000z.nc4",
    restartAfter: "Restarts/GEOSChem.Restart.20221202_0000z.nc4",
  },
  {
    name: "Hg with commas after a frequency and emissions of one's own",
    config: { simulation_type: "Hg", domain: global("2x2.5", 47) },
    files: {
      "geoschem_config.yml": geoschem({
        name: "Hg",
        start: "20140101",
        root: `${root}/`,
        met: "MERRA2",
        resolution: "2.0x2.5",
        levels: 47,
        operations: `  photolysis:
    activate: true
    input_directories:
      fastjx_input_dir: ${root}/CHEM_INPUTS/FAST_JX/v2022-10-Hg/ 
      cloudj_input_dir: ${root}/CHEM_INPUTS/CLOUD_J/v2023-11-Hg/
`,
      }),
      "HEMCO_Config.rc": hemco(
        `ROOT:                        ${root}//HEMCO\nMyEmissions:                 /home/me/input_data\nLogfile:                     *\nDiagnPrefix:                 ./OutputDir/HEMCO_diagnostics`,
        `${restartEntry(`./Restarts/${restartName}`, "EFYO")}\n${include}`,
      ),
      "HEMCO_Config.rc.gmao_metfields": metfields(`${root}//HEMCO`, `${root}//GEOS_2x2.5/MERRA2`),
      "HISTORY.rc": history(
        "./OutputDir/GEOSChem",
        "'Restart',\n             'MercuryChem',\n             'SpeciesConcVolDiel',\n             #'MercuryOcean',",
        [collection("MercuryChem", "00000001 000000"), collection("SpeciesConcVolDiel", "00000000 010000,")],
      ),
    },
    input: [
      ...constants,
      ...meteorology("GEOS_2x2.5/MERRA2", "MERRA2", "2x25", ["20140101", "20140102"]),
      "CHEM_INPUTS/FAST_JX/v2022-10-Hg/FJX_spec.dat",
      "CHEM_INPUTS/CLOUD_J/v2023-11-Hg/CJ77_inp.dat",
    ],
    restart: "Restarts/GEOSChem.Restart.20140101_0000z.nc4",
    restartAfter: "Restarts/GEOSChem.Restart.20140102_0000z.nc4",
  },
  {
    name: "CH4, nested over North America at 0.25x0.3125",
    config: {
      simulation_type: "CH4",
      domain: { type: "nested", resolution: "0.25x0.3125", levels: 47 },
    },
    files: {
      "geoschem_config.yml": geoschem({
        name: "CH4",
        start: "20190101",
        root,
        met: "GEOS-FP",
        resolution: "0.25x0.3125",
        levels: 47,
        longitude: "[-130.0,  -60.0]",
        latitude: "[   9.75,  60.0]",
        nested: true,
        step: 300,
      }),
      "HEMCO_Config.rc": hemco(
        `ROOT:                        ${root}/HEMCO\nLogfile:                     HEMCO.log\nDiagnPrefix:                 ./OutputDir/HEMCO_diagnostics`,
        `${restartEntry(`./Restarts/${restartName}`, "EFYO")}\n* BC_  $ROOT/SAMPLE_BCs/CH4/GEOSChem.BoundaryConditions.$YYYY$MM$DD_$HH$MNz.nc4 SpeciesBC_?ADV?  1900-2100/1-12/1-31/* EFY xyz 1 * - 1 1\n${include}`,
      ),
      "HEMCO_Config.rc.gmao_metfields": metfields(`${root}/HEMCO`, `${root}/GEOS_0.25x0.3125_NA/GEOS_FP`),
      "HISTORY.rc": history("./OutputDir/GEOSChem", "'Restart',\n             'SpeciesConc',", [species]),
    },
    input: [
      ...constants,
      ...meteorology("GEOS_0.25x0.3125_NA/GEOS_FP", "GEOSFP", "025x03125", ["20190101", "20190102"]),
      "HEMCO/SAMPLE_BCs/CH4/GEOSChem.BoundaryConditions.20190101_0000z.nc4",
    ],
    restart: "Restarts/GEOSChem.Restart.20190101_0000z.nc4",
    restartAfter: "Restarts/GEOSChem.Restart.20190102_0000z.nc4",
  },
  {
    name: "fullchem in a region of one's own at 0.5x0.625, restart files linked",
    config: {
      simulation_type: "fullchem",
      domain: { type: "nested", resolution: "0.5x0.625", levels: 47 },
    },
    files: {
      "geoschem_config.yml": geoschem({
        name: "fullchem",
        start: "20190701",
        root,
        met: "MERRA2",
        resolution: "0.5x0.625",
        levels: 47,
        longitude: "[124.0, 142.0]",
        latitude: "[-5.0, 19.0]",
        nested: true,
        step: 300,
      }),
      "HEMCO_Config.rc": hemco(
        `ROOT:                        ${root}/HEMCO\nLogfile:                     HEMCO.log\nDiagnPrefix:                 ./OutputDir/HEMCO_diagnostics`,
        `${restartEntry(`./Restarts/${restartName}`, "EFYO")}\n* BC_  ${root}/HEMCO/SAMPLE_BCs/GEOSChem.BoundaryConditions.$YYYY$MM$DD_$HH$MNz.nc4 SpeciesBC_?ADV?  1900-2100/1-12/1-31/* EFY xyz 1 * - 1 1\n${include}`,
      ),
      "HEMCO_Config.rc.gmao_metfields": metfields(`${root}/HEMCO`, `${root}/GEOS_0.5x0.625_AS/MERRA2`),
      "HISTORY.rc": history("./OutputDir/GEOSChem", "'Restart',\n             'SpeciesConc',", [species]),
      "../shared-restarts/GEOSChem.Restart.20190701_0000z.nc4": "restart",
    },
    links: { Restarts: "../shared-restarts" },
    input: [
      ...constants,
      ...meteorology("GEOS_0.5x0.625_AS/MERRA2", "MERRA2", "05x0625", ["20190701", "20190702"]),
      "HEMCO/SAMPLE_BCs/GEOSChem.BoundaryConditions.20190701_0000z.nc4",
    ],
    restart: "Restarts/GEOSChem.Restart.20190701_0000z.nc4",
    restartAfter: "Restarts/GEOSChem.Restart.20190702_0000z.nc4",
  },
  {
    name: "carbon with GEOS-IT, output and HEMCO's diagnostics at absolute places",
    config: { simulation_type: "carbon", domain: global("4x5", 72) },
    files: {
      "geoschem_config.yml": geoschem({
        name: "carbon",
        start: "20190101",
        root,
        met: "GEOSIT",
        resolution: "4.0x5.0",
        levels: 72,
      }),
      "HEMCO_Config.rc": hemco(
        `ROOT:                        ${root}/HEMCO\nLogfile:                     /home/me/logs/HEMCO.log\nDiagnPrefix:                 /home/me/results/HEMCO_diagnostics`,
        `${restartEntry(`./Restarts/${restartName}`, "EY  ")}\n${include}`,
      ),
      "HEMCO_Config.rc.gmao_metfields": metfields(`${root}/HEMCO`, `${root}/GEOS_4x5/GEOS_IT`),
      "HISTORY.rc": history("/home/me/results/GEOSChem", "'Restart',\n             'SpeciesConc',", [
        species,
      ]),
    },
    input: [...constants, ...meteorology("GEOS_4x5/GEOS_IT", "GEOSIT", "4x5", ["20190101", "20190102"])],
    restart: "Restarts/GEOSChem.Restart.20190101_0000z.nc4",
    restartAfter: "Restarts/GEOSChem.Restart.20190102_0000z.nc4",
  },
  {
    name: "aerosol with output and restart file beside the configuration",
    config: { simulation_type: "aerosol", domain: global("4x5", 47) },
    files: {
      "geoschem_config.yml": geoschem({
        name: "aerosol",
        start: "20190701",
        root,
        met: "MERRA2",
        resolution: "4.0x5.0",
        levels: 47,
      }),
      "HEMCO_Config.rc": hemco(
        `ROOT:                        ${root}/HEMCO\nLogfile:                     HEMCO.log\nDiagnPrefix:                 HEMCO_diagnostics`,
        `${restartEntry(`./${restartName}`, "EFYO")}\n${include}`,
      ),
      "HEMCO_Config.rc.gmao_metfields": metfields(`${root}/HEMCO`, `${root}/GEOS_4x5/MERRA2`),
      "HISTORY.rc": history(
        "./GEOSChem",
        "'Restart',\n             'SpeciesConc',",
        [species],
        "./GEOSChem.Restart.%y4%m2%d2_%h2%n2z.nc4",
      ),
      "GEOSChem.SpeciesConc.20190701_0000z.nc4": "of an earlier run",
    },
    input: [...constants, ...meteorology("GEOS_4x5/MERRA2", "MERRA2", "4x5", ["20190701", "20190702"])],
    restart: "GEOSChem.Restart.20190701_0000z.nc4",
    restartAfter: "GEOSChem.Restart.20190702_0000z.nc4",
  },
  {
    name: "tagO3 whose included file includes another, METDIR relative to ROOT",
    config: { simulation_type: "tagO3", domain: global("4x5", 72) },
    files: {
      "geoschem_config.yml": geoschem({
        name: "tagO3",
        start: "20190101",
        root,
        met: "MERRA2",
        resolution: "4.0x5.0",
        levels: 72,
      }),
      "HEMCO_Config.rc": hemco(
        `ROOT:                        ${root}/HEMCO/\nLogfile:                     HEMCO.log\nDiagnPrefix:                 ./OutputDir/HEMCO_diagnostics`,
        `${restartEntry(`./Restarts/${restartName}`, "EFYO")}\n>>>include ./met/HEMCO_met.rc`,
      ),
      "met/HEMCO_met.rc": "# our own\n>>>include HEMCO_Config.rc.gmao_metfields\n",
      "HEMCO_Config.rc.gmao_metfields": metfields(`${root}/HEMCO/`, "$ROOT/../GEOS_4x5/MERRA2"),
      "HISTORY.rc": history("./OutputDir/GEOSChem", "'Restart',\n             'SpeciesConc',", [species]),
    },
    input: [...constants, ...meteorology("GEOS_4x5/MERRA2", "MERRA2", "4x5", ["20190101", "20190102"])],
    restart: "Restarts/GEOSChem.Restart.20190101_0000z.nc4",
    restartAfter: "Restarts/GEOSChem.Restart.20190102_0000z.nc4",
  },
  {
    name: "TransportTracers driven by GCAP 2.0, 40 levels",
    config: { simulation_type: "transport", domain: global("4x5", 40) },
    files: {
      "geoschem_config.yml": geoschem({
        name: "TransportTracers",
        start: "20190101",
        root,
        met: "GCAP2",
        resolution: "4.0x5.0",
        levels: 40,
      }),
      "HEMCO_Config.rc": hemco(
        `ROOT:                        ${root}/HEMCO\nLogfile:                     HEMCO.log\nDiagnPrefix:                 ./OutputDir/HEMCO_diagnostics`,
        `${restartEntry(`./Restarts/${restartName}`, "EFYO")}\n>>>include HEMCO_Config.rc.gcap2_metfields`,
      ),
      "HEMCO_Config.rc.gcap2_metfields": metfields(`${root}/HEMCO`, `${root}/GCAP2/CMIP6/amip`),
      "HISTORY.rc": history("./OutputDir/GEOSChem", "'Restart',\n             'SpeciesConc',", [species]),
    },
    input: [...constants, ...meteorology("GCAP2/CMIP6/amip", "GCAP2", "4x5", ["20190101", "20190102"])],
    restart: "Restarts/GEOSChem.Restart.20190101_0000z.nc4",
    restartAfter: "Restarts/GEOSChem.Restart.20190102_0000z.nc4",
  },
  {
    name: "tagCO edited on Windows: CRLF everywhere, tabs, deep YAML, all collections on one line",
    config: { simulation_type: "tagCO", domain: global("2x2.5", 72) },
    files: windows({
      "geoschem_config.yml": geoschem({
        name: "tagCO",
        start: "20200229",
        root,
        met: "GEOSFP",
        resolution: "2.0x2.5",
        levels: 72,
      }).replaceAll(/^ +/gm, (blanks) => blanks.repeat(2)),
      "HEMCO_Config.rc": hemco(
        `ROOT :\t${root}/HEMCO\t# see /shared/group\nLogfile:\tHEMCO.log\nDiagnPrefix:\t./OutputDir/HEMCO_diagnostics`,
        `${restartEntry(`./Restarts/${restartName}`, "EFYO").replaceAll(/ +/g, "\t")}\n${include}`,
      ),
      "HEMCO_Config.rc.gmao_metfields": metfields(`${root}/HEMCO`, `${root}/GEOS_2x2.5/GEOS_FP\t# ours`),
      "HISTORY.rc": history("./OutputDir/GEOSChem", "'Restart','SpeciesConc' ,\t'Metrics', #'Budget'", [
        collection("SpeciesConc", "\t00000000 060000,\t# every six hours"),
        collection("Metrics", '"00000100 000000"'),
      ]),
    }),
    input: [...constants, ...meteorology("GEOS_2x2.5/GEOS_FP", "GEOSFP", "2x25", ["20200229", "20200301"])],
    restart: "Restarts/GEOSChem.Restart.20200229_0000z.nc4",
    restartAfter: "Restarts/GEOSChem.Restart.20200301_0000z.nc4",
  },
];

/** Makes one, with the stand-in as its gcclassic, and an ExtData directory elsewhere than it says. */
export function makeRealDirectory(
  of: RealDirectory,
  at: string = temporaryDirectory(),
): { path: string; data: string } {
  const path = join(at, "rundir");
  const data = join(at, "data of this job/ExtData".replaceAll(" ", "-"));
  mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries(of.files)) write(join(path, name), text);
  for (const [name, target] of Object.entries(of.links ?? {})) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    symlinkSync(target, join(path, name));
  }
  if (!of.links?.["Restarts"]) write(join(path, of.restart));
  for (const key of of.input) write(join(data, key));
  copyFileSync(standInModel, join(path, "gcclassic"));
  return { path, data };
}
