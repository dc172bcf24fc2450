import { html } from "hono/html";

/** Templates without the line breaks and indentation that only the source needs. */
const tightened = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/**
 * hono's `html`, which escapes what is put in, with what stands between tags on one line, and without the quotes that
 * attributes need not have (HTML standard, "Unquoted"): a page of every result must be small. Texts that keep their line
 * breaks are put in, never written in the template.
 */
export function tight(strings: TemplateStringsArray, ...values: unknown[]): ReturnType<typeof html> {
  let small = tightened.get(strings);
  if (!small) {
    const parts = strings.map((part) =>
      part.replaceAll(/\n\s*/g, "").replaceAll(/( [\w-]+=)"([\w#.-]+)"(?=[ >])/g, "$1$2"),
    );
    small = Object.assign(parts, { raw: parts }) as unknown as TemplateStringsArray;
    tightened.set(strings, small);
  }
  return html(small, ...values);
}
