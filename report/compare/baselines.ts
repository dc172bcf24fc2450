import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseJson } from "../../contract/parse-json.ts";
import type { ResultStore, WritableStore } from "../read/result-store.ts";
import { recordsFolder } from "./records.ts";
import { resultKey } from "./result-key.ts";

const baselinesFolder = `${recordsFolder}/baselines`;

/** Not what a benchmark's id or a selection looks like. */
const baselineName = /^[a-z0-9][a-z0-9.-]{0,62}$/;

const baselineRecord = z
  .strictObject({
    schema_version: z.literal("1.0"),
    name: z.string().regex(baselineName),
    selection: z.string().describe("By which the results were chosen when it was set."),
    set_at: z.iso.datetime(),
    results: z.array(resultKey).min(1),
  })
  .describe("Results that others are held against, under a name");

/** A name for certain results: what is measured later never becomes part of it. */
export type Baseline = Omit<z.output<typeof baselineRecord>, "schema_version">;

interface StoredBaseline extends Baseline {
  /** How often the name was set, this time included. */
  readonly version: number;
  readonly place: string;
}

/** Throws {@link GeosBenchError} `bad-option` for what cannot name a baseline. */
export function checkBaselineName(name: string): void {
  if (baselineName.test(name)) return;
  throw new GeosBenchError(`"${name}" cannot name a baseline.`, {
    code: "bad-option",
    hint: "Use up to 63 lower-case letters, digits, . and -, for example release-14.5.",
  });
}

/** The baselines of some places as they stand, by name. */
export async function baselinesIn(stores: readonly ResultStore[]): Promise<StoredBaseline[]> {
  const found = (await Promise.all(stores.map(latestOf))).flat();
  for (const [name, of] of Map.groupBy(found, (baseline) => baseline.name)) {
    const [first, ...others] = of as [StoredBaseline, ...StoredBaseline[]];
    const differs = others.find(({ results }) => JSON.stringify(results) !== JSON.stringify(first.results));
    if (!differs) continue;
    throw new GeosBenchError(
      `The baseline ${name} is not the same in ${first.place} and in ${differs.place}.`,
      { code: "baseline-conflict", hint: "Give one of the two places, or set it anew in one of them." },
    );
  }
  const byName = new Map(found.map((of) => [of.name, of]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function latestOf(store: ResultStore): Promise<StoredBaseline[]> {
  const latest = new Map<string, number>();
  for (const [name, version] of await versionsIn(store)) {
    latest.set(name, Math.max(version, latest.get(name) ?? 0));
  }
  return Promise.all(
    Array.from(latest, async ([name, version]) => {
      const text = Buffer.from(await store.read(fileOf(name, version))).toString("utf8");
      const { schema_version: _, ...baseline } = parseJson(baselineRecord, text, "baseline");
      return { ...baseline, version, place: store.uri };
    }),
  );
}

async function versionsIn(store: ResultStore): Promise<[name: string, version: number][]> {
  const found: [string, number][] = [];
  for await (const { path } of store.list(baselinesFolder)) {
    const [, name, version] = /\/baselines\/([^/]+)\/(\d{6})\.json$/.exec(path) ?? [];
    if (name !== undefined && version !== undefined) found.push([name, Number(version)]);
  }
  return found;
}

const fileOf = (name: string, version: number): string =>
  `${baselinesFolder}/${name}/${String(version).padStart(6, "0")}.json`;

/**
 * Sets a baseline, whose earlier versions stay. Of two who set one name at once, one has it and the other is told:
 * {@link GeosBenchError} `baseline-conflict`. Returns how often it was set.
 */
export async function setBaseline(store: WritableStore, baseline: Baseline): Promise<number> {
  checkBaselineName(baseline.name);
  const versions = (await versionsIn(store)).filter(([name]) => name === baseline.name);
  const version = Math.max(0, ...versions.map(([, number]) => number)) + 1;
  const record: z.input<typeof baselineRecord> = { schema_version: "1.0", ...baseline };
  const bytes = Buffer.from(`${JSON.stringify(record, null, 2)}\n`);
  if (await store.create(fileOf(baseline.name, version), bytes)) return version;
  throw new GeosBenchError(`Somebody else has set the baseline ${baseline.name} at the same time.`, {
    code: "baseline-conflict",
    hint: "Look at it (gcbench baseline list), and set it again if yours is to stand.",
  });
}
