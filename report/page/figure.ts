import { html, raw } from "hono/html";

export type Html = ReturnType<typeof html> | ReturnType<typeof raw>;

/** A table's cell; a number is aligned right and sorted as one. */
export type Cell = string | Html | { readonly sort: number; readonly text: string };

const isNumber = (cell: Cell): cell is { readonly sort: number; readonly text: string } =>
  typeof cell === "object" && "sort" in cell;

/** A day, or a minute of it: it is read as one word. */
const moment = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?$/;

/** Longer texts take several lines wherever they stand. */
const longestInOneLine = 40;

const classOf = (text: string): Html | "" =>
  moment.test(text) ? raw(' class="moment"') : text.length > longestInOneLine ? raw(' class="sentence"') : "";

/** A table; who has scripts may sort it by its headings. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): Html {
  const hasNumbers = (column: number) => column > 0 && rows.some((row) => isNumber(row[column] ?? ""));
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map(
            (name, column) =>
              html`<th scope="col" ${hasNumbers(column) ? raw(' class="number"') : ""}>${name}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...rest]) =>
            html`<tr>
              <th scope="row">${typeof first === "object" && isNumber(first) ? first.text : first}</th>
              ${rest.map((cell) =>
                isNumber(cell)
                  ? html`<td class="number" data-sort="${cell.sort}">${cell.text}</td>`
                  : html`<td${typeof cell === "string" ? classOf(cell) : ""}>${cell}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A text that leads to a page, where there is one. */
export const linked = (text: string, page: string | null): Cell =>
  page === null ? text : html`<a href="${page}">${text}</a>`;

/** A chart below its finding, with what may not be read from it, and the table behind it. */
export function figure(of: {
  readonly title: string;
  readonly chart: Html;
  /** What its shapes mean, where no legend says it. */
  readonly key?: string;
  readonly caveats: Html;
  readonly table: Html;
}): Html {
  return html`<figure>
    <figcaption>${of.title}</figcaption>
    ${of.caveats}
    <div class="scroll" tabindex="0" role="group" aria-label="Chart: ${of.title}">${of.chart}</div>
    ${of.key === undefined ? "" : html`<p class="key">${of.key}</p>`}
    <details>
      <summary>The figures</summary>
      ${of.table}
    </details>
  </figure>`;
}
