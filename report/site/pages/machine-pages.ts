import { html } from "hono/html";
import { candidateTypes } from "../../../contract/candidate-types.ts";
import { instanceTypes } from "../../../contract/instance-types.ts";
import type { Price, PriceBook } from "../../../contract/prices/price-book.ts";
import type { Configuration } from "../../overview/configuration.ts";
import { figureText, seconds, usd } from "../../overview/figure-text.ts";
import type { SubjectOverview } from "../../overview/overview.ts";
import { table, type Cell, type Html } from "../../page/figure.ts";
import { marked } from "../../page/sections/caveats.ts";
import { observedCell } from "../../page/observed-cell.ts";
import { shownText } from "../../page/shown-text.ts";
import { machinePage, sitePages } from "../site-layout.ts";
import { latestResults, type LatestResult } from "./latest-results.ts";

/** What was measured on one machine. */
export interface MeasuredMachine {
  /** The instance type as observed, or what stands for it where none was. */
  readonly name: string;
  readonly measured: readonly { readonly subject: string; readonly configuration: Configuration }[];
  readonly results: number;
  readonly latest: readonly LatestResult[];
}

/** The machines of the configurations of subjects, by name. */
export function machinesOf(subjects: readonly SubjectOverview[]): Map<string, MeasuredMachine["measured"]> {
  const all = subjects.flatMap(({ title, configurations }) =>
    configurations.map((configuration) => ({ subject: title, configuration })),
  );
  return new Map(
    [...Map.groupBy(all, ({ configuration }) => configuration.machine)].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const listed = (price: Price | undefined): Cell =>
  price
    ? { sort: price.usdPerHour, text: `${price.usdPerHour} (${price.record.recorded_on})` }
    : "unknown: no price record";

/** Every machine that something was measured on, then those among which users choose. */
export function machinesPage(machines: readonly MeasuredMachine[], prices: PriceBook, region: string): Html {
  const there = new Set(machines.map(({ name }) => name));
  const others = candidateTypes.filter(({ name }) => !there.has(name));
  const head = [
    "machine",
    "results",
    "processor",
    "vCPUs",
    "cores",
    "memory, GiB",
    `US$ per hour (${region}, on-demand)`,
  ];
  const row = (name: string, results: number, link: string | null): Cell[] => {
    const type = instanceTypes.get(name);
    return [
      link === null ? name : html`<a href="${link}">${shownText(name, 80)}</a>`,
      { sort: results, text: String(results) },
      type?.processor ?? "unknown",
      type ? { sort: type.vcpus, text: String(type.vcpus) } : "unknown",
      type ? { sort: type.physicalCores, text: String(type.physicalCores) } : "unknown",
      type ? { sort: type.memoryMiB, text: String(type.memoryMiB / 1024) } : "unknown",
      listed(prices.onDemand(name, region)),
    ];
  };
  return html`<h1>Machines</h1>
    ${
      machines.length === 0
        ? html`<p>Nothing was measured yet.</p>`
        : table(
            "Machines that something was measured on",
            head,
            machines.map(({ name, results }) => row(name, results, machinePage(name))),
          )
    }
    <h2>Not measured yet</h2>
    <p>What a run would take on these is on the <a href="${sitePages.estimate}">estimate page</a>.</p>
    ${table(
      "Types among which GEOS-Chem's users choose, without a result here",
      head,
      others.map(({ name }) => row(name, 0, null)),
    )}`;
}

/** One machine: what it is, what it costs, and what was measured on it. */
export function machineBody(machine: MeasuredMachine, prices: PriceBook): Html {
  const { name, measured, results, latest } = machine;
  const type = instanceTypes.get(name);
  const facts: [string, string][] = type
    ? [
        ["processor", type.processor ?? "AWS publishes none"],
        ["architecture", type.architecture],
        ["vCPUs", String(type.vcpus)],
        [
          "physical cores",
          `${type.physicalCores} (${type.threadsPerCore} ${type.threadsPerCore === 1 ? "thread" : "threads"} each)`,
        ],
        [
          "memory",
          `${type.memoryMiB / 1024} GiB, of which a job can have ${Math.floor(type.usableMemoryMiB / 1024)}`,
        ],
      ]
    : [["in the catalogue", "no: what it is was not observed"]];
  return html`<h1>${shownText(name, 80)}</h1>
    <p class="made">${results} results</p>
    <dl class="facts">
      ${facts.map(
        ([what, value]) =>
          html`<div>
            <dt>${what}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <h2>Price</h2>
    ${priceTable(name, prices)}
    <h2>Measured on it</h2>
    ${table(
      "Every configuration, by what it simulated",
      [
        "simulation",
        "threads",
        "build",
        "s per simulated day",
        "US$ per simulated day",
        "vCPU time used",
        "not ranked because",
      ],
      measured.map(({ subject, configuration: of }) => [
        shownText(marked(subject, of)),
        { sort: of.threads, text: String(of.threads) },
        shownText(of.build ?? "not observed", 60),
        of.secondsPerSimulatedDay.value
          ? {
              sort: of.secondsPerSimulatedDay.value.value,
              text: figureText(of.secondsPerSimulatedDay.value, seconds),
            }
          : `unknown: ${shownText(of.secondsPerSimulatedDay.reason)}`,
        of.usdPerSimulatedDay.value
          ? { sort: of.usdPerSimulatedDay.value.value, text: figureText(of.usdPerSimulatedDay.value, usd) }
          : `unknown: ${shownText(of.usdPerSimulatedDay.reason)}`,
        observedCell(
          of.cpuUsed,
          (value) => ({ value }),
          (part) => `${Math.round(100 * part)} %`,
        ),
        of.reservations.map((text) => shownText(text)).join("; ") || "–",
      ]),
    )}
    <h2>Latest results</h2>
    ${latestResults(latest, "../")}`;
}

function priceTable(name: string, prices: PriceBook): Html {
  const known = prices.records.flatMap((record) => {
    if (record.purchase !== "on-demand" || !Object.hasOwn(record.usd_per_hour, name)) return [];
    return [{ record, usdPerHour: record.usd_per_hour[name] ?? 0 }];
  });
  if (known.length === 0) return html`<p>No price record has it, so nothing here has a cost.</p>`;
  return table(
    "On-demand prices on record, the latest first",
    ["region", "US$ per hour", "recorded", "how sure", "source"],
    known.map(({ record, usdPerHour }) => [
      record.region,
      { sort: usdPerHour, text: String(usdPerHour) },
      record.recorded_on,
      record.certainty,
      shownText(record.source),
    ]),
  );
}
