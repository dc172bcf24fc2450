import type { GeosChemReport } from "../../../contract/geos-chem-report.ts";
import { unknownBecause } from "../../../contract/observed.ts";
import { stepDate } from "../../../contract/model-log/model-log.ts";

interface Day {
  reading: number;
  files: number;
  begin: number | undefined;
  end: number | undefined;
}

const opening = /^\s*HEMCO: Opening \S/;
const dayMs = 86_400_000;

/**
 * Times HEMCO's reading by the model's log, day by day: from the line that opens the first of some files to the first
 * line that opens none. In a log: `---> DATE`, some `HEMCO: Opening …`, then `- Found all … met fields` (geos-chem#688). Where
 * the next line is that of the next time step, reading ends with the line of the last file: so the time is a lower bound.
 */
export function createInputDays(
  start: Date,
  clockSeconds: () => number,
): { onLine: (line: string) => void; result: () => NonNullable<GeosChemReport["input_days"]> } {
  const blank = (): Day => ({ reading: 0, files: 0, begin: undefined, end: undefined });
  const beforeFirstStep = blank();
  const days: Day[] = [];
  let current = beforeFirstStep;
  let burst: { readonly since: number; last: number } | undefined;

  const endBurst = (at: number) => {
    if (burst) current.reading += at - burst.since;
    burst = undefined;
  };

  function onLine(line: string): void {
    if (opening.test(line)) {
      const now = clockSeconds();
      burst ??= { since: now, last: now };
      burst.last = now;
      current.files++;
      return;
    }
    const date = stepDate(line);
    if (!date) {
      if (burst) endBurst(clockSeconds());
      return;
    }
    const now = clockSeconds();
    endBurst(burst?.last ?? now);
    const index = Math.floor((date.getTime() - start.getTime()) / dayMs);
    if (index < 0) return;
    current.end = now;
    current = days[index] ??= blank();
    current.begin ??= now;
    current.end = now;
  }

  return {
    onLine,
    result: () => {
      // A day that has only the line of the end date has no step.
      const run = days.filter((day): day is Day => day !== undefined && day.begin !== day.end);
      const total = [beforeFirstStep, ...run].reduce((sum, { files }) => sum + files, 0);
      if (total === 0) return unknownBecause("the log does not say which files HEMCO opens");
      if (run.length === 0) return unknownBecause("the run did not come to its second time step");
      return {
        value: {
          before_first_step: { hemco_reading_s: beforeFirstStep.reading, hemco_files: beforeFirstStep.files },
          days: run.map(({ reading, files, begin = 0, end = 0 }) => ({
            wall_s: end - begin,
            hemco_reading_s: reading,
            hemco_files: files,
          })),
        },
      };
    },
  };
}
