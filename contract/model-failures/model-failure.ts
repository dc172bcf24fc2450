/** One way in which GEOS-Chem or HEMCO ends without a result, as logs show it. */
export interface ModelFailure {
  readonly id: string;
  /** Of up to three lines of a log, joined with line feeds. A group `file` is the file that it is about. */
  readonly pattern: RegExp;
  /** Completes "This usually means: …". */
  readonly meaning: string;
  /** What to do, as a sentence without its full stop. */
  readonly remedy: string;
  /** Threads of github.com/geoschem/<repository>, manuals: where meaning and remedy come from. */
  readonly sources: readonly [string, ...string[]];
  /** The log does not name the file: it is the one that was opened last. */
  readonly isLastOpened?: true;
  /** Only after the banner END OF GEOS-CHEM: the run itself was complete. */
  readonly isAfterEnd?: true;
}
