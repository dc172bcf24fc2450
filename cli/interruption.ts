/**
 * Ctrl-C and SIGTERM as one AbortSignal. The first one asks everything to stop and clean up; a second one while that
 * goes on is told so, a third ends the process at once (the background process then cleans up by itself).
 */
const controller = new AbortController();
let count = 0;

function onSignal(): void {
  count += 1;
  if (count === 1) {
    console.error("\nStopping …");
    controller.abort(new Error("interrupted"));
  } else if (count === 2) console.error("Still stopping. Once more ends this at once.");
  else process.exit(130);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);

export const interruption = {
  signal: controller.signal,
  release() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, onSignal);
  },
};
