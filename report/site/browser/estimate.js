// The estimate page: the same function as gcbench estimate, on the runs that the site knows.
import { priceBook } from "../../../contract/prices/price-book.ts";
import { withinBudget } from "../../estimate/budget.ts";
import { estimate } from "../../estimate/estimate.ts";
import { refusal } from "../compare/choose-sets.ts";
import { estimateView, typesView } from "../estimate/estimate-view.ts";
import { htmlText } from "../../page/html-text.ts";
import { onState, readState, writeState } from "./url-state.js";

const { runs, priceRecords, defaults, pages } = globalThis.gcbenchData.estimate;
const prices = priceBook(priceRecords);
const form = document.querySelector("#request");
const output = document.querySelector("#estimate");
const names = Object.keys(defaults);

function show(state) {
  const asked = { ...defaults, ...state };
  for (const name of names) form.elements[name].value = asked[name];
  const request = {
    simulation: asked.simulation,
    resolution: asked.resolution,
    levels: Number(asked.levels),
    days: Number(asked.days),
    threads: asked.threads === "" ? null : Number(asked.threads),
    instanceType: asked.type === "" ? null : asked.type,
  };
  const priceOf = (type) => prices.onDemand(type, asked.region);
  try {
    const { instanceType: _, ...anywhere } = request;
    const budget = Number(asked.budget);
    const others = budget > 0 ? htmlText(typesView(withinBudget(anywhere, budget, runs, priceOf))) : "";
    output.innerHTML =
      htmlText(estimateView(estimate(request, runs, priceOf), (id) => pages[id] ?? null)) +
      (others && `<h2>Other types</h2>${others}`);
    globalThis.enhanceTables(output);
  } catch (error) {
    output.replaceChildren();
    const said = document.createElement("p");
    said.className = "against";
    said.textContent = refusal(error);
    output.append(said);
  }
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", () => {
  const values = names.map((name) => [name, form.elements[name].value.trim()]);
  writeState(Object.fromEntries(values.filter(([name, value]) => value !== defaults[name])));
  show(readState());
});
onState(show);
