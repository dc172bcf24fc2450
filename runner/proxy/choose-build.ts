import { architecture } from "../../contract/architecture.ts";
import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { instanceType } from "../../contract/instance-types.ts";
import { type TunedBuild, tunedBuildsOf } from "../../contract/tuned-builds.ts";
import { cpuFeatures } from "../environment/cpu-features.ts";
import { observeCpu } from "../environment/cpu-info.ts";
import { detectEmulation } from "../environment/detect-emulation.ts";
import type { Machine } from "../environment/observe-environment.ts";

export const genericBuild = "generic";

/**
 * The build of the proxy to run: `generic`, or for `build: "tuned"` the one for the processor that is observed here.
 * Under emulation, where none can be observed, the one for the claimed processor. Never one whose instructions are
 * not there. Throws {@link GeosBenchError} `no-tuned-build`.
 */
export function chooseBuild(config: BenchmarkConfig, wanted: "generic" | "tuned", machine: Machine): string {
  if (wanted === "generic") return genericBuild;
  const { files } = machine;
  const emulated = detectEmulation(machine.architecture, process.pid, files).emulated.value === true;
  const candidates = tunedBuildsOf(
    architecture.parse(machine.architecture === "aarch64" ? "arm64" : machine.architecture),
  );
  const features = cpuFeatures(machine.architecture, files, { emulated });
  if (!features) throw refusal("what this processor can do cannot be read", candidates);

  const claimed = instanceType(config.hardware.instance_type).processor;
  const { identity } = observeCpu(machine.architecture, files);
  if (!emulated && identity.value === null) throw refusal(identity.reason, candidates);
  const isFor = (build: TunedBuild) =>
    emulated
      ? claimed !== null && build.processors.includes(claimed)
      : build.identity.test(identity.value ?? "");
  const meant = candidates.filter(isFor);
  const chosen = meant.find(({ needs }) => needs.every((feature) => features.has(feature)));
  if (chosen) return chosen.name;

  const [nearest] = meant;
  const what = emulated
    ? `${claimed ?? config.hardware.instance_type} (claimed; emulated here)`
    : `processor ${identity.value ?? ""}`;
  const lacks = nearest?.needs.filter((feature) => !features.has(feature)) ?? [];
  throw refusal(
    nearest ? `${what} lacks ${lacks.join(", ")}, which ${nearest.name} needs` : `none is for ${what}`,
    candidates,
  );
}

const refusal = (why: string, candidates: readonly TunedBuild[]): GeosBenchError =>
  new GeosBenchError(
    `workload.build is "tuned", but no tuned build of the proxy fits: ${why}. There are: ${candidates.map(({ name }) => name).join(", ")}.`,
    {
      code: "no-tuned-build",
      hint: 'Give workload.build "generic", or use an instance of those processors.',
    },
  );
