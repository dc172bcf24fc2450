import { z } from "zod";
import { motoScope } from "../moto/call-moto.ts";
import type { Moto } from "../moto/moto.ts";

const schedulePage = z.object({
  Schedules: z.array(z.object({ GroupName: z.string(), Name: z.string() })),
  NextToken: z.string().nullish(),
});

/** More would hide what was asked for. */
const mostNames = 20;

/** The schedules of a region, as "group/name"; `undefined` where there is no such region. */
async function schedulesIn(moto: Moto, region: string): Promise<string[] | undefined> {
  const found: string[] = [];
  for (let token: string | null | undefined; ;) {
    const url = new URL("/schedules", await moto.url());
    if (token) url.searchParams.set("NextToken", token);
    const response = await fetch(url, { headers: { authorization: motoScope(region, "scheduler") } });
    if (!response.ok) return undefined;
    const page = schedulePage.parse(await response.json());
    found.push(...page.Schedules.map(({ GroupName, Name }) => `${GroupName}/${Name}`));
    token = page.NextToken;
    if (!token) return found;
  }
}

export interface KnownSchedules {
  /** Whether there is a region of the name that was asked for. */
  readonly isRegion: boolean;
  /** "us-east-1: default/nightly; eu-west-1: default/weekly", the asked region first; empty where there is none. */
  readonly text: string;
}

/** What there is, for who asked for what there is not. */
export async function knownSchedules(
  moto: Moto,
  asked: string,
  regions: readonly string[],
): Promise<KnownSchedules> {
  const all = await Promise.all(
    [...new Set([asked, ...regions])].map(async (region) => ({
      region,
      names: await schedulesIn(moto, region),
    })),
  );
  const lines = all.flatMap(({ region, names = [] }) =>
    names.length === 0 ? [] : [`${region}: ${shortened(names).join(", ")}`],
  );
  return { isRegion: all[0]?.names !== undefined, text: lines.join("; ") };
}

function shortened(names: readonly string[]): readonly string[] {
  if (names.length <= mostNames) return names;
  return [...names.slice(0, mostNames), `and ${names.length - mostNames} more`];
}
