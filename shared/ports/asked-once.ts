/** The same question is asked once: whoever asks it again gets the same answer, also while it is still awaited. */
export function askedOnce<A extends readonly unknown[], R>(
  ask: (...of: A) => Promise<R>,
  nameOf: (...of: A) => string = (...of) => JSON.stringify(of),
): (...of: A) => Promise<R> {
  const answers = new Map<string, Promise<R>>();
  return (...of) => {
    const name = nameOf(...of);
    const answer = answers.get(name) ?? ask(...of);
    answers.set(name, answer);
    return answer;
  };
}
