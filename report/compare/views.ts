import type { Observed } from "../../contract/observed.ts";

/** One way in which a benchmark was run, as far as fairness goes. */
export interface ViewedArm {
  readonly label: string;
  /** As observed: what threads of one machine compete with. */
  readonly instanceType: string;
  readonly vcpus: number;
  readonly physicalCores: number;
  readonly threads: number;
  /** Median wall time, by which the best threads of a type are chosen. */
  readonly wallSeconds: number;
  readonly usdPerHour: Observed<number>;
}

type ViewName = "equal price" | "equal vCPUs" | "equal physical cores" | "each at its best";

/** Arms that this view compares: a dollar against a dollar, a core against a core. */
export interface View<Of extends ViewedArm = ViewedArm> {
  readonly name: ViewName;
  /** What is compared: wall time, or what it costs. */
  readonly compares: "wall time" | "dollars per simulated day";
  /** Each of two or more arms of more than one instance type. */
  readonly groups: readonly { readonly equal: string; readonly arms: readonly Of[] }[];
  /** Choosing the best and comparing it on the same runs finds differences by chance. */
  readonly exploratoryOnly: boolean;
  readonly leftOut: readonly { readonly arm: Of; readonly reason: string }[];
}

/** The four views of docs/comparison.md, always all four and in this order. */
export function fairnessViews<Of extends ViewedArm>(arms: readonly Of[]): View<Of>[] {
  const priced = arms.filter(({ usdPerHour }) => usdPerHour.value !== null);
  const unpriced = arms.flatMap((arm) =>
    arm.usdPerHour.value === null ? [{ arm, reason: `no price: ${arm.usdPerHour.reason}` }] : [],
  );
  const best = bestOfEachType(arms);
  const slower = arms.filter((arm) => !best.includes(arm));
  return [
    view("equal price", priced, () => "a dollar", unpriced),
    view("equal vCPUs", arms, ({ vcpus, threads }) => `${vcpus} vCPUs, ${counted(threads, "thread")}`),
    view("equal physical cores", arms, (arm) => counted(coresUsed(arm), "core")),
    view(
      "each at its best",
      best,
      () => "every type with the threads that suit it",
      slower.map((arm) => ({ arm, reason: `${arm.instanceType} is faster with other threads` })),
    ),
  ];
}

const counted = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? "" : "s"}`;

/** One thread per core as long as there are cores. */
const coresUsed = ({ threads, physicalCores }: ViewedArm): number => Math.min(threads, physicalCores);

function view<Of extends ViewedArm>(
  name: ViewName,
  arms: readonly Of[],
  equal: (arm: Of) => string,
  leftOut: View<Of>["leftOut"] = [],
): View<Of> {
  const groups = [...Map.groupBy(arms, equal)].map(([key, members]) => ({ equal: key, arms: members }));
  const isComparison = ({ arms: members }: (typeof groups)[number]) =>
    new Set(members.map(({ instanceType }) => instanceType)).size > 1;
  return {
    name,
    compares: name === "equal price" ? "dollars per simulated day" : "wall time",
    groups: groups.filter(isComparison),
    exploratoryOnly: name === "each at its best",
    leftOut: [
      ...leftOut,
      ...groups
        .filter((group) => !isComparison(group))
        .flatMap(({ equal: key, arms: members }) =>
          members.map((arm) => ({
            arm,
            reason:
              name === "equal vCPUs" || name === "equal physical cores"
                ? `no other instance type ran with ${key}`
                : "no other instance type ran",
          })),
        ),
    ],
  };
}

function bestOfEachType<Of extends ViewedArm>(arms: readonly Of[]): Of[] {
  const ofTypes = Map.groupBy(arms, ({ instanceType }) => instanceType).values();
  return [...ofTypes].map((members) => members.reduce((a, b) => (b.wallSeconds < a.wallSeconds ? b : a)));
}
