import { inspectEngine } from "../../host/docker-engine.ts";
import type { Report } from "../../host/progress.ts";
import { motoImage } from "./moto-image.ts";
import { obtainImage } from "./obtain-image.ts";

/** The name of moto's image, which is made where it is missing: two minutes where no image registry answers. */
export async function ensureMotoImage(report: Report): Promise<string> {
  const state = await inspectEngine();
  if (state.status !== "ready") throw state.error;
  const { reference } = await obtainImage(state.engine, motoImage(state.engine.architecture), { report });
  return reference;
}
