import type { Moto } from "../../moto/moto.ts";
import type { Answer, Call } from "../endpoint.ts";

/**
 * Answers the tries of one call once. moto starts with the first request that needs it, which takes minutes where its
 * image is made: a client gives up after one, and its next try would create a second time what the first one creates
 * (EntityAlreadyExists). All tries of a call have one `amz-sdk-invocation-id` (AWS SDKs reference guide, "Retry behavior");
 * those of a call that began before moto was there get the answer of the first.
 */
export function answerTriesOnce(
  moto: Pick<Moto, "isStarted">,
): (call: Call, run: () => Promise<Answer>) => Promise<Answer> {
  const first = new Map<string, Promise<Answer>>();
  return (call, run) => {
    const id = call.header("amz-sdk-invocation-id");
    if (id === undefined) return run();
    const before = first.get(id);
    if (before) return before;
    const answer = run();
    if (moto.isStarted) return answer;
    first.set(id, answer);
    const forget = (): void => void first.delete(id);
    // What waited for moto stays, for a try comes when its client thinks so; what failed is done anew.
    void answer.then(() => {
      if (!moto.isStarted) forget();
    }, forget);
    return answer;
  };
}
