import { join } from "node:path";
import { execa } from "execa";
import { seededRandom } from "../../report/statistics/seeded-random.ts";
import { track } from "../../report/track/track.ts";
import { nightly, oneSeries } from "../../test/support/nights.ts";
import { noises } from "../../test/support/noise.ts";
import { pythonWith } from "../python-environment.ts";
import { median } from "../statistics.ts";

const packages = ["asv==0.6.6", "ReFrame-HPC==4.10.4"];
const seriesOfEach = 100;
const variation = 0.01;
/** Nights that every rule knows before it has to judge: what `track` compares with, what a reference is made of. */
const known = 20;
/** Nights after which an alarm is no longer worth much. */
const inTime = 5;
const changesAt = 30;

interface Scenario {
  readonly name: string;
  /** Of each night: the logarithm of its level. */
  readonly levels: readonly number[];
  /** Whether somebody should be called, from `changesAt` on. */
  readonly isSlower: boolean;
}

const nights = (length: number, level: (night: number) => number): number[] =>
  Array.from({ length }, (_, night) => level(night));
const stepOf = (size: number): Scenario => ({
  name: `${size * 100} % slower`,
  levels: nights(changesAt + 15, (night) => (night < changesAt ? 0 : Math.log(1 + size))),
  isSlower: true,
});
const scenarios: readonly Scenario[] = [
  { name: "nothing changes", levels: nights(100, () => 0), isSlower: false },
  {
    name: "one disturbed night",
    levels: nights(changesAt + 15, (night) => (night === changesAt ? Math.log(1.2) : 0)),
    isSlower: false,
  },
  stepOf(0.03),
  stepOf(0.05),
  stepOf(0.1),
  {
    name: "0.1 % more each night",
    levels: nights(changesAt + 60, (night) => 0.001 * Math.max(0, night - changesAt)),
    isSlower: true,
  },
];

/**
 * Made-up histories with a known truth, judged night by night by `track`, by asv's step detection and by ReFrame's
 * references: who calls when nothing happened, who finds what did, and after how many nights.
 */
export async function besideTrackers(): Promise<void> {
  const python = await pythonWith(...packages);
  for (const noise of ["normal", "t3"] as const) {
    console.log(`  noise of 1 %, ${noise === "normal" ? "normal" : "t of 3 degrees of freedom"}`);
    for (const { name, levels, isSlower } of scenarios) {
      const values = Array.from({ length: seriesOfEach }, (_, seed) => {
        const random = seededRandom(seed + 1);
        return levels.map((level) => 100 * Math.exp(level + variation * noises[noise](random)));
      });
      const alarms = { "gcbench track": values.map(ours), ...(await others(python, values)) };
      console.log(`    ${name} (${levels.length} nights, ${seriesOfEach} series)`);
      for (const [rule, first] of Object.entries(alarms))
        console.log(`      ${rule.padEnd(14)} ${isSlower ? foundOf(first) : falseOf(first)}`);
    }
  }
}

/** Of one series, judged night by night. */
interface Alarms {
  /** The first night on which somebody is called. */
  readonly first: number | null;
  /** Whether the last night still says so. */
  readonly atEnd: boolean;
}

/** By the regressions that `track` confirms: only these fail. */
function ours(values: readonly number[]): Alarms {
  const { series } = track([oneSeries(nightly(values.map((value) => value / 100)))]);
  const regressions = (series[0]?.changes ?? []).filter(({ direction }) => direction === "regression");
  const confirmed = regressions.map(({ confirmedAt }) => Number(confirmedAt.id.slice(1)));
  return {
    first: confirmed.length === 0 ? null : Math.min(...confirmed),
    atEnd: regressions.some(({ resolvedAt }) => resolvedAt === null),
  };
}

async function others(
  python: string,
  series: readonly (readonly number[])[],
): Promise<Record<string, Alarms[]>> {
  const script = join(import.meta.dirname, "alarms_of_others.py");
  const { stdout } = await execa(python, [script], { input: JSON.stringify({ known, series }) });
  return JSON.parse(stdout) as Record<string, Alarms[]>;
}

const percent = (some: readonly unknown[], all: readonly unknown[]): string =>
  `${((100 * some.length) / all.length).toFixed(0)} %`;

function falseOf(alarms: readonly Alarms[]): string {
  const called = alarms.filter(({ first }) => first !== null);
  const still = alarms.filter(({ atEnd }) => atEnd);
  return `calls in ${percent(called, alarms)}, and in the last night still in ${percent(still, alarms)}`;
}

function foundOf(alarms: readonly Alarms[]): string {
  const firsts = alarms.flatMap(({ first }) => (first === null ? [] : [first]));
  const tooEarly = firsts.filter((night) => night < changesAt);
  const after = firsts.flatMap((night) => (night < changesAt ? [] : [night - changesAt + 1]));
  return [
    `finds it in ${percent(after, alarms)}`,
    `within ${inTime} nights in ${percent(
      after.filter((count) => count <= inTime),
      alarms,
    )}`,
    ...(after.length > 0 ? [`in the median in night ${median(after)}`] : []),
    ...(tooEarly.length > 0 ? [`had called before in ${percent(tooEarly, alarms)}`] : []),
  ].join(", ");
}
