import type { Objection } from "./objections.ts";
import type { Doubt, Ruling, Verdict } from "./verdict.ts";

/** A verdict in one line: the word with what it rests on, its scope and the size of its family. */
export function verdictText(verdict: Verdict): string {
  const { ruling, evidence, familySize } = verdict;
  const parts = [
    word(ruling),
    ...(evidence.design === "paired" ? ["on this instance only"] : []),
    ratioText(verdict),
    ...hosts(verdict),
    familySize === null ? "not a declared contrast" : `family of ${familySize}`,
  ];
  return parts.join("; ");
}

function word(ruling: Ruling): string {
  if (ruling.word === "inconclusive") {
    const reason = doubtText(ruling.doubt);
    return reason ? `inconclusive: ${reason}` : "inconclusive";
  }
  if (ruling.word !== "none" && ruling.word !== "exploratory") return ruling.word;
  return [ruling.word, ...ruling.objections.map(objectionText)].join(": ");
}

function doubtText(doubt: Doubt): string {
  switch (doubt.kind) {
    case "too-few":
      return `n=${doubt.n}, needs ${doubt.needs}`;
    case "confounded-with-time":
      return `confounded with time${doubt.order === null ? " (it is not known when all ran)" : ""}`;
    case "unequal-spread":
      return doubt.sizes[0] === doubt.sizes[1]
        ? `unequal spread (one arm ${doubt.spreadRatio.toFixed(1)} times the other)`
        : `unequal spread cannot be excluded (n=${doubt.sizes[0]} against n=${doubt.sizes[1]})`;
    case "not-shown":
      return "";
  }
}

function objectionText(objection: Objection): string {
  switch (objection.kind) {
    case "no-runs":
      return `${objection.arm} has no timed run`;
    case "mismatched":
      return `mismatched ${objection.what} (${objection.baseline} against ${objection.candidate})`;
    case "mixed":
      return `${objection.arm} mixes ${objection.what}s (${objection.values.join(", ")})`;
    default:
      return `${objection.kind} (${objection.arm}: ${objection.reason})`;
  }
}

function ratioText({ evidence: { ratio, interval, n, design } }: Verdict): string {
  const unit = design === "paired" ? "pairs" : "instances";
  if (ratio.value === null) return `no ratio: ${ratio.reason}`;
  const range =
    interval.value === null
      ? "no interval"
      : `95 % ${interval.value.map((end) => end.toFixed(3)).join(" to ")}`;
  return `ratio ${ratio.value.toFixed(3)} (${range}, n=${n} ${unit})`;
}

/** That runs of one host are one instance is said wherever it happened. */
function hosts({ evidence: { baseline, candidate } }: Verdict): string[] {
  const isHost = [...baseline.instances, ...candidate.instances].some(
    ({ identity }) => identity.kind !== "observed",
  );
  return isHost ? ["no instance id: all runs of a host are one instance"] : [];
}
