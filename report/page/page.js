// The page is complete without this: it only lets tables be sorted by their headings and filtered by a word.
enhanceTables(document);

/** Pages that make tables later call it for what they made. */
function enhanceTables(root) {
  for (const table of root.querySelectorAll("table")) {
    if (!table.tHead) continue;
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    if (body.rows.length < 2) continue;
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent.trim();
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const descending = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        const rows = [...body.rows].sort((a, b) => compare(a.cells[column], b.cells[column]));
        body.append(...(descending ? rows.toReversed() : rows));
      });
    });
    if (body.rows.length > 8) addFilter(table, body);
  }
}

/** Numbers before words: "unknown" stands at the end. */
function compare(a, b) {
  const [x, y] = [a, b].map(({ dataset: { sort } }) => (sort === undefined ? NaN : Number(sort)));
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return a.textContent.localeCompare(b.textContent, "en", { numeric: true });
}

function addFilter(table, body) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "search";
  label.append("Rows with ", input);
  input.addEventListener("input", () => {
    const word = input.value.toLowerCase();
    for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(word);
  });
  table.parentElement.before(label);
}
