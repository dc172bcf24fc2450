import { statfs } from "node:fs/promises";
import { detectHost } from "../../host/detect-host.ts";
import { projectRoot } from "../../host/paths.ts";
import { ok, warning, type Finding } from "./finding.ts";

const enoughDiskGiB = 8;

export async function checkMachine(): Promise<Finding[]> {
  const { osName, architecture, cores, memoryMiB } = detectHost();
  const disk = await statfs(projectRoot);
  const freeGiB = (disk.bavail * disk.bsize) / 2 ** 30;
  const size = `${freeGiB.toFixed(0)} GiB free`;
  return [
    ok("machine", `${osName}, ${architecture}, ${cores} cores, ${(memoryMiB / 1024).toFixed(0)} GiB`),
    ok("Node", `${process.version} (the project's own)`),
    freeGiB >= enoughDiskGiB
      ? ok("disk", size)
      : warning("disk", size, `Images, packages and results want about ${enoughDiskGiB} GiB; free some.`),
  ];
}
