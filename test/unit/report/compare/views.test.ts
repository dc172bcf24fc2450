import { expect, test } from "vitest";
import { fairnessViews, type ViewedArm } from "../../../../report/compare/views.ts";

const arm = (
  instanceType: string,
  vcpus: number,
  physicalCores: number,
  threads: number,
  wallSeconds: number,
) => ({
  label: `${instanceType} ${threads}`,
  instanceType,
  vcpus,
  physicalCores,
  threads,
  wallSeconds,
  usdPerHour: { value: 0.6 },
});

const arms: ViewedArm[] = [
  arm("c7g.4xlarge", 16, 16, 8, 140),
  arm("c7g.4xlarge", 16, 16, 16, 100),
  arm("c7i.4xlarge", 16, 8, 8, 120),
  arm("c7i.4xlarge", 16, 8, 16, 125),
  { ...arm("c7a.xlarge", 4, 4, 4, 300), usdPerHour: { value: null, reason: "no record has it" } },
];

const groups = () =>
  Object.fromEntries(
    fairnessViews(arms).map(({ name, groups: of }) => [
      name,
      of.map(({ equal, arms: members }) => [equal, ...members.map(({ label }) => label)]),
    ]),
  );

test("a vCPU is half a core on c7i: equal vCPUs and equal cores compare different arms", () => {
  expect(groups()).toEqual({
    "equal price": [["a dollar", "c7g.4xlarge 8", "c7g.4xlarge 16", "c7i.4xlarge 8", "c7i.4xlarge 16"]],
    "equal vCPUs": [
      ["16 vCPUs, 8 threads", "c7g.4xlarge 8", "c7i.4xlarge 8"],
      ["16 vCPUs, 16 threads", "c7g.4xlarge 16", "c7i.4xlarge 16"],
    ],
    "equal physical cores": [["8 cores", "c7g.4xlarge 8", "c7i.4xlarge 8", "c7i.4xlarge 16"]],
    "each at its best": [
      ["every type with the threads that suit it", "c7g.4xlarge 16", "c7i.4xlarge 8", "c7a.xlarge 4"],
    ],
  });
});

test("the best is chosen from the same runs, so that view has no words", () => {
  expect(fairnessViews(arms).map(({ exploratoryOnly }) => exploratoryOnly)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test("what a view leaves out says why", () => {
  const [price, , cores, best] = fairnessViews(arms).map(({ leftOut }) =>
    leftOut.map(({ arm: { label }, reason }) => `${label}: ${reason}`),
  );
  expect(price).toEqual(["c7a.xlarge 4: no price: no record has it"]);
  expect(cores).toContain("c7g.4xlarge 16: no other instance type ran with 16 cores");
  expect(best).toContain("c7i.4xlarge 16: c7i.4xlarge is faster with other threads");
});
