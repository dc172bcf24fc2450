import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import type { Ports } from "./ports.ts";
import type { Engine } from "./engine/engine.ts";
import { openProxy } from "./proxy/open-proxy.ts";

/** Throws {@link GeosBenchError} for what the config asks for and this container does not have. */
export async function openEngine(config: BenchmarkConfig, ports: Ports): Promise<Engine> {
  if (config.workload.engine === "proxy") return openProxy(config, ports);
  // Not part of every job's start-up: that counts under QEMU.
  const { openGeosChem } = await import("./geos-chem/open-geos-chem.ts");
  return openGeosChem(config, config.workload, ports);
}
