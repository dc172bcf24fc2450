/** One line about work under way: which piece of work, and what it is doing now. */
interface ProgressEvent {
  readonly title: string;
  readonly detail: string;
}

export type Report = (event: ProgressEvent) => void;

/** For callers that show nothing. */
export const silent: Report = () => {};
