import { verdictText } from "../compare/verdict-text.ts";
import { answer } from "../overview/answer.ts";
import type { Overview } from "../overview/overview.ts";
import { shownText } from "../page/shown-text.ts";
import { caveatText } from "../terminal/caveat-text.ts";

/** Lines that a message or a check's summary has room for. */
const mostLines = 20;

/**
 * The answer in at most twenty lines, for a terminal, a message, or (escaped) Markdown: what is known of each subject,
 * the verdicts, and what may not be read from it.
 */
export function summaryLines(overview: Overview): string[] {
  const { subjects, verdicts, caveats, leftOut } = overview;
  const closing = [
    ...caveats.map((caveat) => caveatText[caveat]),
    ...(leftOut.length > 0 ? [`${leftOut.length} left out; the report says why.`] : []),
  ];
  const opening = [
    `${overview.timedRuns} timed runs of ${overview.results} results.${elsewhereText(overview)}`,
    ...verdicts.map(
      (verdict) => `${shownText(verdict.contrast)}: ${shownText(verdictText(verdict), 600)} (${verdict.id})`,
    ),
    ...subjects.map(
      (subject) =>
        `${shownText(subject.title)}: ${answer(subject)
          .map((text) => shownText(text))
          .join(" ")}`,
    ),
  ];
  const room = mostLines - closing.length;
  if (opening.length <= room) return [...opening, ...closing];
  const kept = opening.slice(0, room - 1);
  return [...kept, `… and ${opening.length - kept.length} more, in the report.`, ...closing];
}

function elsewhereText({ subjects }: Overview): string {
  const sources = new Set(subjects.flatMap(({ elsewhere }) => elsewhere.map(({ source }) => source)));
  return sources.size === 0 ? "" : ` Shown beside them: ${sources.size} from elsewhere, never ranked.`;
}

/** The same as GitHub-flavoured Markdown. */
export function summaryMarkdown(overview: Overview): string {
  const [first = "", ...lines] = summaryLines(overview).map(escapeMarkdown);
  return ["## Benchmarks of GEOS-Chem", "", first, "", ...lines.map((line) => `- ${line}`), ""].join("\n");
}

/** Every ASCII punctuation mark that has a meaning may be escaped by a backslash (CommonMark 0.31, section 2.4). */
const escapeMarkdown = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>#|~@]/g, (mark) =>
    mark === "<" ? "&lt;" : mark === "@" ? "@\u200B" : `\\${mark}`,
  );
