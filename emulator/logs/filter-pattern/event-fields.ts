/** A field of a space-delimited event. */
export interface EventField {
  /** Without the quotes or brackets around it. */
  readonly value: string;
  /** Where it begins in the event, those included. */
  readonly start: number;
}

const closing: Readonly<Record<string, string>> = { '"': '"', "[": "]" };

/** Words, texts in double quotes, and texts in brackets (user guide); what is not closed is a word. */
export function eventFields(message: string): EventField[] {
  const fields: EventField[] = [];
  // Where there is no closing one any more: looked for once, or a line of brackets would take the square of its length.
  const unclosed = new Set<string>();
  const word = /\S+/g;
  for (let found = word.exec(message); found; found = word.exec(message)) {
    const start = found.index;
    const close = closing[message.charAt(start)];
    const end = close === undefined || unclosed.has(close) ? -1 : message.indexOf(close, start + 1);
    if (end < 0) {
      if (close !== undefined) unclosed.add(close);
      fields.push({ value: found[0], start });
    } else {
      fields.push({ value: message.slice(start + 1, end), start });
      word.lastIndex = end + 1;
    }
  }
  return fields;
}
