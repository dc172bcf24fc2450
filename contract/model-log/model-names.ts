/** Simulations whose name in a benchmark config is not GEOS-Chem's. */
const geosChemNames: Readonly<Record<string, string>> = { transport: "TransportTracers" };

/** What GEOS-Chem calls a simulation of a benchmark config. */
export const geosChemName = (simulation: string): string => geosChemNames[simulation] ?? simulation;

/** What benchmark configs call a simulation of GEOS-Chem. */
export const configName = (name: string): string =>
  Object.entries(geosChemNames).find(([, theirs]) => theirs === name)?.[0] ?? name;

/** A grid by one name: `4.0x5.0` and `4x5` are the same. */
export const gridName = (resolution: string): string => resolution.split("x").map(Number).join("x");

/** Meteorology by one name: `GEOS-FP` and `GEOSFP` are the same. */
export const metFieldName = (metField: string): string => metField.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
