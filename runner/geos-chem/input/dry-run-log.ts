/** What a dry run of the model says it would read. Paths as the log has them; each once, sorted. */
export interface DryRun {
  readonly found: readonly string[];
  readonly required: readonly string[];
  /** Missing too, but the run would not stop for it. */
  readonly optional: readonly string[];
}

/**
 * Reads the log of `gcclassic --dryrun`. Its lines are `HEMCO: Opening <path>`, `… Reading <path>`,
 * `HEMCO: REQUIRED FILE NOT FOUND <path>` and `HEMCO: OPTIONAL FILE NOT FOUND <path>`, with other routines than HEMCO
 * in front as well (geos-chem#1503, #653; the model's download_data.py looks for the same words).
 */
export function readDryRun(lines: Iterable<string>): DryRun {
  const found = new Set<string>();
  const required = new Set<string>();
  const optional = new Set<string>();
  for (const line of lines) {
    const [, optionally, missing] =
      /:\s+(?:REQUIRED |(OPTIONAL ))?FILE NOT FOUND\s+(\S.*?)\s*$/i.exec(line) ?? [];
    if (missing !== undefined) (optionally ? optional : required).add(missing);
    else {
      const [, opened] = /:\s+(?:OPENING|READING)\s+(\S.*?)\s*$/i.exec(line) ?? [];
      if (opened !== undefined) found.add(opened);
    }
  }
  const sorted = (paths: Set<string>) => [...paths].sort();
  for (const path of required) optional.delete(path);
  return { found: sorted(found), required: sorted(required), optional: sorted(optional) };
}
