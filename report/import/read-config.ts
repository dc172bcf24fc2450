import { parse } from "yaml";
import { z } from "zod";

/** What a run directory's configuration says that its log may not. `undefined`: nothing. */
export interface RunConfig {
  readonly simulation: string | undefined;
  readonly meteorology: string | undefined;
  readonly resolution: string | undefined;
  readonly levels: number | undefined;
  readonly nested: boolean | undefined;
  readonly start: Date | undefined;
  readonly end: Date | undefined;
}

const date = z.tuple([z.coerce.number(), z.coerce.number()]);

/** geoschem_config.yml, as far as it is used (GEOS-Chem Classic manual, 14.0 on). */
const yamlConfig = z.object({
  simulation: z
    .object({
      name: z.string().optional().catch(undefined),
      met_field: z.string().optional().catch(undefined),
      start_date: date.optional().catch(undefined),
      end_date: date.optional().catch(undefined),
    })
    .optional(),
  grid: z
    .object({
      resolution: z.string().optional().catch(undefined),
      number_of_levels: z.int().positive().optional().catch(undefined),
      nested_grid_simulation: z.object({ activate: z.boolean() }).optional().catch(undefined),
    })
    .optional(),
});

/** Reads geoschem_config.yml, or input.geos of versions 12 and 13. What cannot be read says nothing. */
export function readConfig(name: string, text: string): RunConfig {
  return name.endsWith(".yml") ? ofYaml(text) : ofInputGeos(text);
}

function ofYaml(text: string): RunConfig {
  const parsed = yamlConfig.safeParse(parseYaml(text)).data;
  const { simulation, grid } = parsed ?? {};
  return {
    simulation: simulation?.name,
    meteorology: simulation?.met_field,
    resolution: grid?.resolution,
    levels: grid?.number_of_levels,
    nested: grid?.nested_grid_simulation?.activate ?? (grid ? false : undefined),
    start: simulation?.start_date && modelDate(...simulation.start_date),
    end: simulation?.end_date && modelDate(...simulation.end_date),
  };
}

function parseYaml(text: string): unknown {
  try {
    // 000000 is a time of day, not an octal number: everything that is used survives as it is.
    return parse(text, { version: "1.2" });
  } catch {
    return undefined;
  }
}

/** Lines such as `Simulation name         : fullchem`, in menus. */
function ofInputGeos(text: string): RunConfig {
  const valueOf = (...names: string[]): string | undefined => {
    for (const name of names) {
      const [, value] = new RegExp(`^${name}\\s*:\\s*(\\S.*?)\\s*$`, "m").exec(text) ?? [];
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const moment = (value: string | undefined) => {
    const [, day, time] = /^(\d{8})\s+(\d{6})$/.exec(value ?? "") ?? [];
    return day === undefined || time === undefined ? undefined : modelDate(Number(day), Number(time));
  };
  const levels = Number(valueOf("Number of levels"));
  const nested = valueOf("Nested grid simulation\\?");
  return {
    simulation: valueOf("Simulation name"),
    meteorology: valueOf("Met field"),
    resolution: valueOf("Grid resolution"),
    levels: Number.isInteger(levels) && levels > 0 ? levels : undefined,
    nested: nested === undefined ? undefined : /^(?:T|true)$/i.test(nested),
    start: moment(valueOf("Start YYYYMMDD, hhmmss")),
    end: moment(valueOf("End {3}YYYYMMDD, hhmmss")),
  };
}

/** 20190701, 0 → 2019-07-01T00:00Z. */
function modelDate(day: number, time: number): Date | undefined {
  const [, y, m, d] = /^(\d{4})(\d\d)(\d\d)$/.exec(String(day)) ?? [];
  const [, hour, minute, second] = /^(\d\d)(\d\d)(\d\d)$/.exec(String(time).padStart(6, "0")) ?? [];
  const found = new Date(`${y}-${m}-${d}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(found.getTime()) ? undefined : found;
}
