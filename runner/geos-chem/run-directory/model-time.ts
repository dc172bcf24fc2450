/** A time in the parts that GEOS-Chem's files and file names are made of. */
export function modelTime(at: Date): { ymd: string; hms: string; hm: string } {
  const digits = at.toISOString().replaceAll(/\D/g, "");
  return { ymd: digits.slice(0, 8), hms: digits.slice(8, 14), hm: digits.slice(8, 12) };
}
