// The state of a page is what stands behind the # of its address: whoever has the address sees the same.

export const readState = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

export function addressOf(state) {
  const kept = Object.entries(state).filter(([, value]) => value !== undefined && value !== "");
  return `#${new URLSearchParams(kept).toString()}`;
}

/** `undefined` and empty values are left out. */
export function writeState(state) {
  const hash = addressOf(state);
  if (hash !== location.hash) history.pushState(null, "", hash);
}

/** Calls with the state now, and whenever the address changes. */
export function onState(show) {
  addEventListener("hashchange", () => show(readState()));
  addEventListener("popstate", () => show(readState()));
  show(readState());
}
