import { adapters } from "../emulator/http/adapters/adapters.ts";
import { motoServices } from "../emulator/http/routes/moto-operations.ts";
import { cloudServices } from "../emulator/http/routes/services.ts";

/** The part of docs/local-aws.md between its marks: which service and operation is answered by what. */
export function servicesTable(): string {
  const rows = Object.entries(cloudServices).map(([signedFor, title]) => {
    const own = Object.keys(adapters[signedFor] ?? {});
    const moto = [...(motoServices.get(signedFor)?.keys() ?? [])].filter((name) => !own.includes(name));
    return { title, signedFor, own: own.toSorted(), moto };
  });
  return [
    "| service | signed for | answered here | by moto |",
    "|---|---|--:|--:|",
    ...rows.map(
      ({ title, signedFor, own, moto }) => `| ${title} | \`${signedFor}\` | ${own.length} | ${moto.length} |`,
    ),
    "",
    ...rows.flatMap(({ title, own, moto }) => [
      `**${title}.** ${own.length === 0 ? "" : `Here: ${own.join(", ")}. `}moto: ${moto.join(", ")}.`,
      "",
    ]),
  ].join("\n");
}

export const tableMarks = ["<!-- services -->\n", "<!-- /services -->"] as const;
