import type { VerdictExplanation } from "../compare/explain-verdict.ts";

/** How a verdict came about, to be read from top to bottom. */
export function explanationText(id: string, of: VerdictExplanation): string {
  const inputs = Object.values(of.inputs).map(({ label, instances }) => {
    const runs = instances.reduce((sum, { runs: ofInstance }) => sum + ofInstance.length, 0);
    return `  ${label}: ${runs} runs on ${instances.length} instances`;
  });
  const excluded = of.excluded.map(({ arm, result, reason }) => `  ${arm}: ${result}: ${reason}`);
  return [
    `${id}  ${of.contrast}`,
    of.verdict,
    "",
    "Inputs",
    ...inputs,
    "",
    "Left out",
    ...(excluded.length > 0 ? excluded : ["  nothing"]),
    ...of.steps.flatMap(({ title, lines }, index) => [
      "",
      `${index + 1}. ${title}`,
      ...lines.map((line) => `   ${line}`),
    ]),
  ].join("\n");
}
