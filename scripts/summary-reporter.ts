import type { Reporter, TestModule } from "vitest/node";

/** Counts what ran, and says of every skipped test why it was skipped and which files take long. */
export class SummaryReporter implements Reporter {
  passed = 0;
  failed = 0;
  private readonly skippedBecause = new Map<string, string[]>();
  private readonly leftOut: { reason: string; file: string; tests: number }[] = [];
  /** Files of which every test passed, with how many those are. */
  readonly wholeFiles = new Map<string, number>();
  private readonly seconds = new Map<string, number>();

  get total(): number {
    return this.passed + this.failed;
  }

  /** Counts tests of a file that is not run as skipped. */
  leaveOut(reason: string, file: string, tests: number): void {
    this.leftOut.push({ reason, file, tests });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    this.failed += unhandledErrors.length;
    for (const module of modules) {
      // A file that cannot be loaded, or whose hook fails, has errors and perhaps no test.
      if (module.errors().length > 0) this.failed += 1;
      this.seconds.set(module.relativeModuleId, module.diagnostic().duration / 1000);
      const tests = [...module.children.allTests()];
      if (module.ok() && tests.every((test) => test.result().state === "passed"))
        this.wholeFiles.set(module.relativeModuleId, tests.length);
      for (const test of tests) {
        const result = test.result();
        if (result.state === "passed") this.passed += 1;
        else if (result.state === "failed") this.failed += 1;
        else {
          const note = result.state === "skipped" ? result.note : undefined;
          const reason = note ?? reasonInTitle(test.fullName) ?? "no reason given";
          this.skippedBecause.set(reason, [...(this.skippedBecause.get(reason) ?? []), test.fullName]);
        }
      }
    }
  }

  print(): void {
    const longest = [...this.seconds].sort(([, one], [, other]) => other - one).slice(0, 12);
    console.log("The longest files:");
    for (const [file, seconds] of longest) console.log(`${seconds.toFixed(0).padStart(5)} s  ${file}`);
    let skipped = 0;
    for (const [reason, tests] of this.skippedBecause) {
      skipped += tests.length;
      console.log(`skipped (${tests.length}): ${reason}`);
      for (const test of tests) console.log(`  ${test}`);
    }
    for (const { reason, file, tests } of this.leftOut) {
      skipped += tests;
      console.log(`skipped (${tests}): ${reason}\n  ${file}`);
    }
    console.log(`${this.passed} passed, ${this.failed} failed, ${skipped} skipped`);
  }
}

/** Of a whole block that is skipped, vitest keeps no note; such blocks say why in their title. */
const reasonInTitle = (title: string): string | undefined => /\(skipped: (.*)\)/.exec(title)?.[1];
