/** A global grid of GEOS-Chem Classic. */
interface Grid {
  /** Columns: longitudes × latitudes. */
  readonly cells: number;
  /**
   * Transport, convection, mixing and deposition each this often a day (600 s), chemistry and emissions half (1200
   * s).
   */
  readonly transportSteps: number;
  readonly chemistrySteps: number;
}

/**
 * Latitude × longitude in degrees. GEOS-Chem Classic's user guide: grids with half-size polar boxes, default time
 * steps.
 */
const known = {
  "4x5": { cells: 72 * 46, transportSteps: 144, chemistrySteps: 72 },
  "2x2.5": { cells: 144 * 91, transportSteps: 144, chemistrySteps: 72 },
} satisfies Record<string, Grid>;

export type Resolution = keyof typeof known;

export const grids: Readonly<Record<Resolution, Grid>> = known;

export const resolutions = Object.keys(known) as Resolution[];

export const isResolution = (name: string | null): name is Resolution => name !== null && name in known;
