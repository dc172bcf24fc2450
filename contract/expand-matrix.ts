import { GeosBenchError } from "./errors.ts";
import { mergeConfigs, type PartOfConfig } from "./merge-configs.ts";
import { axisNames, type AxisName, type AxisValue, type Combination, type Matrix } from "./suite-file.ts";

/** A benchmark of which the defaults are not part yet. */
export interface ExpandedBenchmark {
  readonly id: string;
  readonly tags: readonly string[];
  readonly config: PartOfConfig;
}

/** Where the value of an axis stands in a config. */
const placed: { readonly [Name in AxisName]: (value: AxisValue) => PartOfConfig } = {
  simulation: (value) => ({ simulation_type: value }),
  resolution: (value) => ({ domain: { resolution: value } }),
  duration: (value) => ({ duration: value }),
  instance_type: (value) => ({ hardware: { instance_type: value } }),
  threads: (value) => ({ workload: { threads: value } }),
  build: (value) => ({ workload: { build: value } }),
};

/**
 * The benchmarks of a matrix: every combination of its axes that is not excluded, then those that are included. What
 * excludes or adjusts nothing is a slip of the pen. Throws {@link GeosBenchError} `invalid-suite`.
 */
export function expandMatrix(matrix: Matrix): ExpandedBenchmark[] {
  const all = combinations(matrix);
  const kept = all.filter((of) => !matrix.exclude.some((some) => hasAll(of, some)));
  const listed = [
    ...kept.map((of) => ({ of, more: {}, tags: [] as string[] })),
    ...matrix.include.map(({ config = {}, tags, ...of }) => ({ of, more: config, tags })),
  ];
  requireUse("exclude", matrix.exclude, all);
  requireUse(
    "adjust",
    matrix.adjust.map(({ when }) => when),
    listed.map(({ of }) => of),
  );
  const id = idTemplate(matrix);
  return listed.map(({ of, more, tags }) => {
    const adjusted = matrix.adjust.filter(({ when }) => hasAll(of, when));
    return {
      id: id(of),
      tags: [...tags, ...adjusted.flatMap((by) => by.tags)],
      config: mergeConfigs(
        ...valuesOf(of).map(([name, value]) => placed[name](value)),
        ...adjusted.map(({ config }) => config),
        more,
      ),
    };
  });
}

function combinations({ axes }: Matrix): Combination[] {
  let found: Combination[] = [{}];
  for (const name of axisNames) {
    const values: readonly AxisValue[] | undefined = axes[name];
    if (values === undefined) continue;
    found = found.flatMap((of) => values.map((value) => ({ ...of, [name]: value })));
  }
  return found;
}

const valuesOf = (of: Combination): [AxisName, AxisValue][] =>
  axisNames.flatMap((name) => {
    const value = of[name];
    return value === undefined ? [] : [[name, value] as [AxisName, AxisValue]];
  });

const hasAll = (of: Combination, some: Combination): boolean =>
  valuesOf(some).every(([name, value]) => JSON.stringify(of[name]) === JSON.stringify(value));

function requireUse(key: string, conditions: readonly Combination[], all: readonly Combination[]): void {
  for (const condition of conditions) {
    if (all.some((of) => hasAll(of, condition))) continue;
    throw new GeosBenchError(
      `The suite is not valid: matrix.${key}: given ${JSON.stringify(condition)}, which no combination of the axes has`,
      { code: "invalid-suite" },
    );
  }
}

/** "{simulation}-{build}" → TRANSPORT-TUNED. An empty label takes the - before it along. */
function idTemplate({ id, axes, labels }: Matrix): (of: Combination) => string {
  const varied = axisNames.filter((name) => (axes[name]?.length ?? 0) > 1);
  const template = id ?? varied.map((name) => `{${name}}`).join("-");
  const label = (value: AxisValue | undefined): string => {
    if (value === undefined) return "";
    const text = typeof value === "object" ? durationText(value) : String(value);
    return labels[text] ?? text.toUpperCase().replaceAll(/[^A-Z0-9_]+/g, "-");
  };
  return (of) =>
    template
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => {
        const axis = axisNames.find((known) => known === name);
        if (axis !== undefined) return label(of[axis]);
        throw new GeosBenchError(
          `The suite is not valid: matrix.id: given ${JSON.stringify(template)}, allowed: ${axisNames.map((known) => `{${known}}`).join(", ")}`,
          { code: "invalid-suite" },
        );
      })
      .replaceAll(/-{2,}/g, "-")
      .replaceAll(/^-|-$/g, "");
}

const durationText = ({ days, hours }: Exclude<AxisValue, string | number>): string =>
  [days === undefined ? "" : `${days}d`, hours === undefined ? "" : `${hours}h`].join("");
