/**
 * Synthetic files of a run directory: written for these tests in the documented formats (GEOS-Chem Classic manual,
 * templates of geos-chem/run/GCClassic), much shorter than real ones.
 */
export const geoschemConfig = (data: string): string => `---
### geoschem_config.yml: synthetic, in the format of GEOS-Chem Classic 14
simulation:
  name: TransportTracers
  start_date: [20190101, 000000]
  end_date: [20190201, 000000]
  root_data_dir: ${data}
  met_field: MERRA2
  species_database_file: ./species_database.yml
  debug_printout: false
  use_gcclassic_timers: false   # off by default

grid:
  resolution: 4.0x5.0
  number_of_levels: 72
  latitude:
    range: [-90.0, 90.0]
    half_size_polar_boxes: true

timesteps:
  transport_timestep_in_s: 600

operations:
  transport:
    passive_species:
      SF6:
        name: of a species, not of the simulation
        start_date: [1, 1]
`;

export const history = `# Synthetic HISTORY.rc
EXPID:  ./OutputDir/GEOSChem
COLLECTIONS: 'Restart',
             'SpeciesConc',
             #'Budget',
::
  Restart.filename:           './Restarts/GEOSChem.Restart.%y4%m2%d2_%h2%n2z.nc4',
  Restart.frequency:          00000100 000000
  Restart.duration:           00000100 000000
  Restart.mode:               'instantaneous'
  Restart.fields:             'SpeciesRst_?ALL?               ',
::
  SpeciesConc.template:       '%y4%m2%d2_%h2%n2z.nc4',
  SpeciesConc.frequency:      00000100 000000
  SpeciesConc.duration:       00000100 000000
  SpeciesConc.mode:           'time-averaged'
::
  Budget.template:            '%y4%m2%d2_%h2%n2z.nc4',
  Budget.frequency:           00000100 000000
  Budget.duration:            00000100 000000
::
`;

export const hemcoConfig = (data: string): string => `### BEGIN SECTION SETTINGS
ROOT:                        ${data}/HEMCO
METDIR:                      ${data}/GEOS_4x5/MERRA2
DiagnFreq:                   Monthly
(((GC_RESTART
* SPC_           ./Restarts/GEOSChem.Restart.$YYYY$MM$DD_$HH$MNz.nc4 SpeciesRst_?ALL?    $YYYY/$MM/$DD/$HH EFYO xyz 1 * - 1 1
* DELPDRY        ./Restarts/GEOSChem.Restart.$YYYY$MM$DD_$HH$MNz.nc4 Met_DELPDRY         $YYYY/$MM/$DD/$HH EY   xyz 1 * - 1 1
)))GC_RESTART
`;

export const downloadData = `---
portals:
  geoschem+aws:
    remote: s3://geos-chem
restarts:
  root: GEOSCHEM_RESTARTS
  fullchem:
    remote: GC_14.5.0/GEOSChem.Restart.fullchem.20190701_0000z.nc4
    local:  GEOSChem.Restart.20190701_0000z.nc4
  transporttracers:
    remote: GC_14.2.0/GEOSChem.Restart.TransportTracers.20190101_0000z.nc4
    local:  GEOSChem.Restart.20190101_0000z.nc4
`;
