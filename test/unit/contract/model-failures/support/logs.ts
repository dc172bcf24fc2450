/**
 * Synthetic logs: written for these tests in the forms that GEOS-Chem's and HEMCO's messages have in public threads and
 * users' log files, with content of our own, and much shorter.
 */
const frame = "=".repeat(79);
const marks = "!".repeat(79);

const header = [
  "*************   S T A R T I N G   G E O S - C H E M   *************",
  '===> Mode of operation         : GEOS-Chem "Classic"',
  "===> GEOS-Chem version         : 14.3.0",
  "Simulation name             : fullchem",
  "Turn on GEOS-Chem timers    :     T",
  "HEMCO: Opening /data/ExtData/HEMCO/CEDS/1750/NO-em-anthro.nc",
];

const steps = [
  "---> DATE: 2019/07/01  UTC: 00:00",
  "     - Found all A1     met fields for 2019/07/01 00:30",
  "     - DO_LINEAR_CHEM: Linearized chemistry at 2019/07/01 00:00",
  "---> DATE: 2019/07/01  UTC: 00:10",
];

const end = [
  "     - Creating file for Restart; reference = 20190702 000000",
  "        with filename = ./Restarts/GEOSChem.Restart.20190702_0000z.nc4",
  "---> DATE: 2019/07/02  UTC: 00:00",
  "     - CLEANUP: deallocating arrays now...",
  "**************   E N D   O F   G E O S -- C H E M   **************",
];

const retries = Array.from({ length: 30 }, (_, cell) => [
  " Forced exit from Rosenbrock due to the following error:",
  " --> Step size too small: T + 10*H = T or H < Roundoff",
  " T=   535.06      and H=  1.88E-013",
  ` ### INTEGRATE RETURNED ERROR AT:   ${cell + 1}   46    1`,
]).flat();

const geosChemError = (text: string, routine: string) => [
  frame,
  `GEOS-Chem ERROR: ${text}`,
  ` -> at ${routine}`,
  frame,
];

const hemcoError = (text: string) => [
  `HEMCO ERROR: ${text}`,
  " --> LOCATION: HCOIO_Read (hcoio_read_std_mod.F90)",
  ...geosChemError(
    'Error encountered in "HCO_Run"!',
    "HCOI_GC_Run (in module GeosCore/hco_interface_gc_mod.F90)",
  ),
  "THIS ERROR ORIGINATED IN HEMCO!  Please check the HEMCO log file for",
  "additional error messages!",
];

const netcdfError = (text: string) => [
  "",
  marks,
  "",
  text,
  "     65536         1",
  marks,
  "",
  "Code stopped from DO_ERR_OUT (in module NcdfUtil/m_do_err_out.F90)",
  "",
  "This is an error that was encountered in one of the netCDF I/O modules,",
];

const noTime = (file: string, field: string) =>
  hemcoError(
    `Cannot find field with valid time stamp in ${file} - Cannot get field ${field}. Please check file name and time (incl. time range flag) in the config. file`,
  );
const noFile = (file: string, field: string) =>
  hemcoError(
    `Cannot find file for current simulation time: ${file} - Cannot get field ${field}. Please check file name and time`,
  );

export const failedLogs: { name: string; lines: string[]; cause: string; file: string | undefined }[] = [
  {
    name: "a restart file of another date",
    lines: [...header, ...noTime("./Restarts/GEOSChem.Restart.20190701_0000z.nc4", "SPC_ACET")],
    cause: "restart-of-another-date",
    file: "./Restarts/GEOSChem.Restart.20190701_0000z.nc4",
  },
  {
    name: "no restart file, searched for back to 1712",
    lines: [...header, ...noFile("./Restarts/GEOSChem.Restart.17120701_0000z.nc4", "SPC_ACET")],
    cause: "restart-missing",
    file: "./Restarts/GEOSChem.Restart.17120701_0000z.nc4",
  },
  {
    name: "a restart file without a species",
    lines: [
      ...header,
      "HEMCO ERROR: Cannot find file for current simulation time:",
      "Restarts/rst.nc4 - Cannot get field SPC_HgCl2.",
    ],
    cause: "restart-missing",
    file: "Restarts/rst.nc4",
  },
  {
    name: "a nested run without boundary conditions",
    lines: [...header, ...noFile("/bc/GEOSChem.BoundaryConditions.17150701_0000z.nc4", "BC_NO")],
    cause: "boundary-conditions-missing",
    file: "/bc/GEOSChem.BoundaryConditions.17150701_0000z.nc4",
  },
  {
    name: "meteorology that ends with the run",
    lines: [
      ...header,
      ...noTime("/data/ExtData/GEOS_4x5/MERRA2/2019/07/MERRA2.20190701.I3.4x5.nc4", "PS_NEXTDAY"),
    ],
    cause: "meteorology-of-next-day",
    file: "/data/ExtData/GEOS_4x5/MERRA2/2019/07/MERRA2.20190701.I3.4x5.nc4",
  },
  {
    name: "meteorology cut off in the middle of a day",
    lines: [
      ...header,
      ...steps,
      ...noTime("/data/ExtData/GEOS_4x5/MERRA2/2010/11/MERRA2.20101117.A3cld.4x5.nc4", "CLOUD"),
    ],
    cause: "meteorology-of-another-time",
    file: "/data/ExtData/GEOS_4x5/MERRA2/2010/11/MERRA2.20101117.A3cld.4x5.nc4",
  },
  {
    name: "emissions whose years do not reach so far: not the meteorology of the next day",
    lines: [
      ...header,
      ...noTime("/data/ExtData/HEMCO/GFED4/v2020-02/2019/GFED4_gen.025x025.201912.nc", "GFED_TEMP"),
    ],
    cause: "input-of-another-time",
    file: "/data/ExtData/HEMCO/GFED4/v2020-02/2019/GFED4_gen.025x025.201912.nc",
  },
  {
    name: "an emission file that is not there",
    lines: [...header, ...noFile("/data/ExtData/HEMCO/QFED/1712/07/qfed.nc", "QFED_CO")],
    cause: "input-missing",
    file: "/data/ExtData/HEMCO/QFED/1712/07/qfed.nc",
  },
  {
    name: "METEOROLOGY switched off",
    lines: [...header, ...hemcoError("Could not find ALBEDO in HEMCO data list!")],
    cause: "meteorology-missing",
    file: undefined,
  },
  {
    name: "damaged netCDF in a three-dimensional field: the file that was opened last",
    lines: [
      ...header,
      ...steps,
      "HEMCO: Opening /data/ExtData/HEMCO/a.nc",
      "HEMCO: Opening /data/ExtData/GEOS_0.5x0.625_NA/MERRA2/1983/09/MERRA2.19830927.A3dyn.05x0625.NA.nc4",
      ...netcdfError("In Ncrd_4d_R4 #2:  NetCDF: HDF error"),
    ],
    cause: "netcdf-damaged",
    file: "/data/ExtData/GEOS_0.5x0.625_NA/MERRA2/1983/09/MERRA2.19830927.A3dyn.05x0625.NA.nc4",
  },
  {
    name: "damaged netCDF in a coordinate",
    lines: [
      ...header,
      "HEMCO: Opening /data/ExtData/HEMCO/XIAO/C3H8.1x1.nc",
      ...netcdfError("In Ncrd_1d_R8 #2:  NetCDF: HDF error"),
    ],
    cause: "netcdf-damaged",
    file: "/data/ExtData/HEMCO/XIAO/C3H8.1x1.nc",
  },
  {
    name: "netCDF that fails when it is closed",
    lines: [...header, "HEMCO (VOLCANO): Opening /data/v.rc", ...netcdfError("In Nccl:  NetCDF: HDF error")],
    cause: "netcdf-damaged",
    file: "/data/v.rc",
  },
  {
    name: "netCDF that cannot be opened",
    lines: [
      ...header,
      "HEMCO: Opening /data/ExtData/HEMCO/OFFLINE_BIOVOC/biovoc_05.20190902.nc",
      ...netcdfError("In Ncop_Rd, cannot open:  /data/ExtData/HEMCO/OFFLINE_SEASALT/seasalt_05.20190902.nc"),
    ],
    cause: "netcdf-cannot-open",
    file: "/data/ExtData/HEMCO/OFFLINE_SEASALT/seasalt_05.20190902.nc",
  },
  {
    name: "netCDF output that cannot be written, beside a restart file's name",
    lines: [...header, ...steps, ...end.slice(0, 2), ...netcdfError("In Ncwr_3d_R4 #2:  NetCDF: HDF error")],
    cause: "netcdf-not-written",
    file: undefined,
  },
  {
    name: "photolysis without its input",
    lines: [...header, " CLOUDJ_ERROR_STOP: INIT_CLDJ: cannot open CJ77_inp.dat"],
    cause: "photolysis-input",
    file: undefined,
  },
  {
    name: "a solver that fails after thirty retries",
    lines: [
      ...header,
      ...steps,
      ...retries,
      ...geosChemError(
        "KPP failed to converge after 2 iterations!",
        "Do_FullChem (in module GeosCore/FullChem_mod.F90)",
      ),
      ...geosChemError(
        'Error encountered in "Do_FullChem"!',
        "Do_Chemistry  (in module GeosCore/chemistry_mod.F90)",
      ),
      "Program received signal SIGSEGV: Segmentation fault - invalid memory reference.",
    ],
    cause: "solver-failed-twice",
    file: undefined,
  },
  {
    name: "the solver's own error code",
    lines: [
      ...header,
      ...steps,
      ...retries,
      "GEOS-CHEM ERROR: Integrator error code : -5",
      "STOP at INTEGRATE_KPP",
    ],
    cause: "solver-failed-twice",
    file: undefined,
  },
  {
    name: "carbon's solver",
    lines: [
      ...header,
      ...geosChemError(
        "KPP integration failed!",
        "Chem_Carbon_Gases (in module GeosCore/carbon_gases_mod.F90)",
      ),
    ],
    cause: "solver-failed-twice",
    file: undefined,
  },
  {
    name: "a state that is not physical",
    lines: [
      ...header,
      ...steps,
      "GEOS-CHEM ERROR:  Excessive fall velocity?",
      "STOP at  CALC_FALLVEL, UCX_mod",
    ],
    cause: "state-not-physical",
    file: undefined,
  },
  {
    name: "a collection that would never be written",
    lines: [
      ...header,
      "GEOS-Chem ERROR: No diagnostic output will be created for collection:",
      '"SpeciesConc"!',
    ],
    cause: "collection-never-written",
    file: undefined,
  },
  {
    name: "an entry of HEMCO_Config.rc without its time",
    lines: [
      ...header,
      "HEMCO ERROR: Time stamp must have at least 4 elements: SpeciesRst_?ALL?",
      ...hemcoError("Could not extract time information!"),
    ],
    cause: "hemco-time-stamp",
    file: "SpeciesRst_?ALL?",
  },
  {
    name: "a time axis that HEMCO does not understand",
    lines: [...header, ...hemcoError("Invalid time index in /home/me/emissions.nc")],
    cause: "hemco-time-index",
    file: "/home/me/emissions.nc",
  },
  {
    name: "a configuration of another release",
    lines: [
      ...header,
      ...geosChemError('Error encountered in "Read_Input_File"!', "GEOS-Chem (in GeosCore/main.F90)"),
    ],
    cause: "model-input-file",
    file: undefined,
  },
  {
    name: "a full disk",
    lines: [...header, ...steps, "Fortran runtime error: No space left on device"],
    cause: "disk-full",
    file: undefined,
  },
  {
    name: "diagnostics that do not fit into the memory",
    lines: [
      ...header,
      "Allocating the following fields of the State_Diag object:",
      ...geosChemError(
        "Could not allocate State_Diag%SpeciesRst!",
        "GC_CheckVar (in Headers/errcode_mod.F90)",
      ),
    ],
    cause: "memory",
    file: undefined,
  },
  {
    name: "an array that does not fit, then a segmentation fault",
    lines: [
      ...header,
      ...geosChemError(
        "Error allocating array ODAER!",
        "Init_Phot_Container (in module Headers/phot_container_mod.F90)",
      ),
      "Program received signal SIGSEGV: Segmentation fault - invalid memory reference.",
    ],
    cause: "memory",
    file: undefined,
  },
  {
    name: "a library that is not there",
    lines: [
      "./gcclassic: error while loading shared libraries: libnetcdff.so.7: cannot open shared object file: No such file or directory",
    ],
    cause: "library-missing",
    file: "libnetcdff.so.7",
  },
  {
    name: "an abort in clean-up, after the banner",
    lines: [
      ...header,
      ...steps,
      ...end,
      "double free or corruption (!prev)",
      "Program received signal SIGABRT: Process abort signal.",
    ],
    cause: "abort-in-cleanup",
    file: undefined,
  },
  {
    name: "Intel Fortran's segmentation fault",
    lines: [
      ...header,
      ...steps,
      "TPCORE_FVDAS (based on GMI) Tracer Transport Module successfully initialized",
      "forrtl: severe (174): SIGSEGV, segmentation fault occurred",
      "Image              PC                Routine            Line        Source",
    ],
    cause: "stack-or-memory",
    file: undefined,
  },
  {
    name: "GNU Fortran's segmentation fault",
    lines: [
      ...header,
      ...steps,
      "Program received signal SIGSEGV: Segmentation fault - invalid memory reference.",
      "Backtrace for this error:",
    ],
    cause: "stack-or-memory",
    file: undefined,
  },
  {
    name: "an executable for a newer processor",
    lines: [...header, "Program received signal SIGILL: Illegal instruction."],
    cause: "illegal-instruction",
    file: undefined,
  },
  {
    name: "a division by zero",
    lines: [
      ...header,
      ...steps,
      "Program received signal SIGFPE: Floating-point exception - erroneous arithmetic operation.",
    ],
    cause: "floating-point",
    file: undefined,
  },
  {
    name: "a bus error",
    lines: [...header, "Program received signal SIGBUS: Access to an undefined portion of a memory object."],
    cause: "bus-error",
    file: undefined,
  },
  {
    name: "a batch system's time limit",
    lines: [
      ...header,
      ...steps,
      "slurmstepd: error: *** JOB 12 ON node1 CANCELLED AT 2019-07-01T00:00:00 DUE TO TIME LIMIT ***",
    ],
    cause: "time-limit",
    file: undefined,
  },
  {
    name: "a text file that ends too early",
    lines: [
      ...header,
      "At line 12 of file a.F90 (unit = 42)",
      "Fortran runtime error: File 'FJX_j2j.dat' does not exist",
    ],
    cause: "fortran-input",
    file: "FJX_j2j.dat",
  },
];

export const goodLogs: { name: string; lines: string[] }[] = [
  { name: "a run to its end", lines: [...header, ...steps, ...end] },
  { name: "a run whose solver needed retries", lines: [...header, ...steps, ...retries, ...end] },
  {
    name: "a run with RRTMG's notes on convergence",
    lines: [
      ...header,
      ...steps,
      "Do_RRTMG_Rad_Tr  INFO: RRTMG FDH routine failed to converge for    233 of   3312 columns on CPU     -1",
      ...end,
    ],
  },
  {
    name: "GNU Fortran's note at the end of a program",
    lines: [
      ...header,
      ...steps,
      ...end,
      "Note: The following floating-point exceptions are signalling: IEEE_UNDERFLOW_FLAG IEEE_DENORMAL",
    ],
  },
  {
    name: "a dry run with optional files missing",
    lines: [
      ...header,
      "HEMCO: OPTIONAL FILE NOT FOUND ./Restarts/HEMCO_restart.201907010000.nc",
      "HEMCO: Opening /data/a.nc",
    ],
  },
];
