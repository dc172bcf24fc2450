import { LogsError } from "./logs-error.ts";

/**
 * CloudWatch's filter patterns for unstructured lines: every plain or quoted term must occur, at least one of those
 * with "?", none of those with "-" (user guide, "Filter pattern syntax"). JSON, field and regular-expression patterns
 * are refused rather than misunderstood.
 */
export function filterPattern(pattern: string | undefined): (message: string) => boolean {
  const given = (pattern ?? "").trim();
  if (given === "") return () => true;
  if (/^[{[]/.test(given) || given.includes("%")) {
    throw new LogsError(
      "InvalidParameterException",
      `The local CloudWatch Logs knows filter patterns of terms ("ERROR", -term, ?term), not this one: ${given}`,
    );
  }
  const terms = [...given.matchAll(/([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(
    ([, sign, quoted, plain]) => ({
      sign,
      text: quoted?.replaceAll(/\\(.)/g, "$1") ?? plain ?? "",
    }),
  );
  const of = (sign: string) => terms.filter((term) => term.sign === sign).map(({ text }) => text);
  const [all, any, none] = [of(""), of("?"), of("-")];
  return (message) =>
    all.every((text) => message.includes(text)) &&
    (any.length === 0 || any.some((text) => message.includes(text))) &&
    !none.some((text) => message.includes(text));
}
