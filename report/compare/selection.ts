import { GeosBenchError } from "../../contract/errors.ts";
import { comparedColumns, type ComparedRun } from "./arm-of-runs.ts";

/** What a person may select runs by: the columns of text. */
const selectable = comparedColumns.filter(
  (name) => !["path", "started_at", "finished_at", "wall_s", "main_loop_days_per_day"].includes(name),
);

/**
 * Which runs are meant: `column=value`, several joined by commas, all of which hold; or the id of a benchmark
 * alone. Throws {@link GeosBenchError} `bad-option`.
 */
export function selection(text: string): (run: ComparedRun) => boolean {
  const conditions = text.split(",").map((part) => {
    const equals = part.indexOf("=");
    const [name, value] =
      equals < 0 ? ["benchmark_id", part] : [part.slice(0, equals), part.slice(equals + 1)];
    const column = selectable.find((of) => of === name.trim());
    if (column !== undefined && value.trim() !== "") return { column, value: value.trim() };
    throw new GeosBenchError(`"${part}" does not select runs.`, {
      code: "bad-option",
      hint: `Write the id of a benchmark, or column=value; columns: ${selectable.join(", ")}.`,
    });
  });
  return (run) => conditions.every(({ column, value }) => String(run[column]) === value);
}
