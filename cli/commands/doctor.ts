import { styleText } from "node:util";
import { checkDocker } from "../doctor/check-docker.ts";
import { checkImages } from "../doctor/check-images.ts";
import { checkMachine } from "../doctor/check-machine.ts";
import { checkLocal, checkStack } from "../doctor/check-stack.ts";
import type { Finding } from "../doctor/finding.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { preparationSteps } from "../local/preparation-steps.ts";
import { runSteps } from "../progress.ts";

export interface DoctorOptions {
  readonly fix?: true;
  readonly json?: true;
  readonly aws?: true;
  readonly environment?: string;
}

export async function doctor(options: DoctorOptions, signal: AbortSignal): Promise<number> {
  const findings = options.aws ? await awsFindings(options, signal) : await localFindings(options, signal);
  console.log(options.json ? JSON.stringify(findings, null, 2) : render(findings));
  return findings.some(({ state }) => state === "fault")
    ? cliExitCodes.environmentNotUsable
    : cliExitCodes.success;
}

/** The SDKs of twenty services are loaded for this alone. */
async function awsFindings({ environment }: DoctorOptions, signal: AbortSignal): Promise<Finding[]> {
  const { checkAccount } = await import("../doctor/aws/check-account.ts");
  return checkAccount(environment ?? process.env["GCBENCH_ENVIRONMENT"] ?? "default", signal);
}

async function localFindings(options: DoctorOptions, signal: AbortSignal): Promise<Finding[]> {
  if (options.fix) {
    const platforms = ["linux/arm64", "linux/amd64"] as const;
    await runSteps(preparationSteps({ platforms, provision: true, signal }), {});
  }
  const { findings: docker, engine } = await checkDocker(signal);
  return [
    ...(await checkMachine()),
    ...docker,
    ...(engine ? await checkImages(engine) : []),
    await checkStack(),
    await checkLocal(),
  ];
}

function render(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const marks = { ok: ["green", "✔"], warning: ["yellow", "!"], fault: ["red", "✖"] } as const;
  return findings
    .map(({ what, state, detail, remedy }) => {
      const [colour, mark] = marks[state];
      const shown = process.stdout.isTTY ? styleText(colour, mark) : mark;
      const more = remedy
        ? `\n${" ".repeat(width + 4)}→ ${remedy.replaceAll("\n", `\n${" ".repeat(width + 6)}`)}`
        : "";
      return `${shown} ${what.padEnd(width)}  ${detail}${more}`;
    })
    .join("\n");
}
