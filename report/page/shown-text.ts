/**
 * Text of others (names, notes, reasons, logs) as it may be shown: control characters become visible, so that none
 * moves the cursor or ends a line; direction marks too, so that none turns what follows around; long ones are cut,
 * with their length said. What is written from right to left is isolated, so that figures beside it keep their places.
 * Escaping is left to the template.
 */
export function shownText(text: string, longest = 300): string {
  if (text.length <= longest && plain.test(text)) return text;
  const shown = cut(text, longest);
  return rightToLeft.test(shown) ? `\u2068${shown}\u2069` : shown;
}

/** Most texts are, and there are hundreds on a page of a result: nothing of them is hidden or turned around. */
const plain = /^[\x20-\x7E]*$/;

function cut(text: string, longest: number): string {
  const visible = text.replaceAll(hidden, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\uFFFD";
  });
  if (visible.length <= longest) return visible;
  const start = visible.slice(0, longestGrapheme * longest);
  const segments = [...graphemes.segment(start)];
  if (segments.length <= longest && start.length === visible.length) return visible;
  const kept = segments.slice(0, longest).map(({ segment }) => segment);
  return `${kept.join("")}… (${text.length} characters)`;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** UTF-16 code units of what people see as one character; families of emoji have about so many. */
const longestGrapheme = 16;

/** Scripts that are written from right to left (Unicode 17, those in use). */
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** C0 and C1 controls, lone surrogates, marks and overrides of bidirectional text, and what XML forbids. */
const hidden =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]|\p{Cs}/gu;
