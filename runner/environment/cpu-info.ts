import { type Observed, unknownBecause } from "../../contract/observed.ts";
import type { SystemFiles } from "../system/system-files.ts";

/** Keys of the first processor in /proc/cpuinfo. */
export function parseCpuInfo(text: string): Map<string, string> {
  const [first = ""] = text.split(/\n\s*\n/, 1);
  const keys = new Map<string, string>();
  for (const line of first.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) keys.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  return keys;
}

/** Part numbers of Arm Ltd. (implementer 0x41): Arm's technical reference manuals, MIDR_EL1. */
const armParts: Readonly<Record<string, string>> = {
  "0xd08": "Arm Cortex-A72",
  "0xd0c": "Arm Neoverse N1",
  "0xd40": "Arm Neoverse V1",
  "0xd49": "Arm Neoverse N2",
  "0xd4f": "Arm Neoverse V2",
};

interface Cpu {
  readonly model: Observed<string>;
  readonly identity: Observed<string>;
  readonly microcode: Observed<string>;
}

/** The processor's name and identity. Not to be asked under emulation, where the files are the host's. */
export function observeCpu(machine: string, files: SystemFiles): Cpu {
  const keys = parseCpuInfo(files.text("/proc/cpuinfo") ?? "");
  return machine === "aarch64" ? armCpu(keys, files) : x86Cpu(keys);
}

const armMicrocode = unknownBecause("Arm processors have no microcode revision that Linux shows");

function armCpu(keys: Map<string, string>, files: SystemFiles): Cpu {
  const fromKeys = { implementer: keys.get("CPU implementer"), part: keys.get("CPU part") };
  const { implementer, part } = fromKeys.part === undefined ? fromMidr(files) : fromKeys;
  if (implementer === undefined || part === undefined) {
    const unknown = unknownBecause("neither /proc/cpuinfo nor midr_el1 names implementer and part");
    return { model: unknown, identity: unknown, microcode: armMicrocode };
  }
  const identity = `${implementer}/${part}`.toLowerCase();
  const name = implementer.toLowerCase() === "0x41" ? armParts[part.toLowerCase()] : undefined;
  return {
    identity: { value: identity },
    microcode: armMicrocode,
    model: name
      ? { value: name }
      : unknownBecause(
          `no name is known for implementer and part ${identity}; Arm processors do not report one`,
        ),
  };
}

/** MIDR_EL1: implementer in bits 31–24, part number in bits 15–4 (Arm Architecture Reference Manual). */
function fromMidr(files: SystemFiles): { implementer?: string; part?: string } {
  const text = files.text("/sys/devices/system/cpu/cpu0/regs/identification/midr_el1")?.trim();
  if (!text || !/^0x[0-9a-f]{8,16}$/i.test(text)) return {};
  const midr = Number(BigInt(text) & 0xffffffffn);
  const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, "0")}`;
  return { implementer: hex(midr >>> 24, 2), part: hex((midr >>> 4) & 0xfff, 3) };
}

function x86Cpu(keys: Map<string, string>): Cpu {
  const identity = ["vendor_id", "cpu family", "model", "stepping"].map((key) => keys.get(key));
  const model = keys.get("model name");
  const microcode = keys.get("microcode");
  return {
    microcode: microcode ? { value: microcode } : unknownBecause('/proc/cpuinfo has no "microcode"'),
    model: model ? { value: model } : unknownBecause('/proc/cpuinfo has no "model name"'),
    identity: identity.every((part) => part !== undefined)
      ? { value: identity.join("/") }
      : unknownBecause("/proc/cpuinfo does not name vendor, family, model and stepping"),
  };
}
