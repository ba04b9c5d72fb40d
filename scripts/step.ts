/** Does one thing, and says what it is and how long it took. */
export async function step<T>(
  words: string,
  work: () => Promise<T> | T,
  after?: (result: T) => string,
): Promise<T> {
  const since = performance.now();
  const result = await work();
  say(after?.(result) ?? words, since);
  return result;
}

/** One line: what was done, and the seconds since `since`. */
export function say(words: string, since: number): void {
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`${words.padEnd(58)} ${seconds.padStart(6)} s`);
}

/** Runs a script's work; what goes wrong is told in a sentence where we know it, and the process ends with 1. */
export async function main(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(`\n${sentenceFor(error)}`);
    process.exit(1);
  }
}

type Failure = Error & { code?: string; path?: string };

function sentenceFor(thrown: unknown): string {
  const error = thrown as Failure;
  const message = error?.message ?? String(thrown);
  if (error?.code === "ENOSPC" || error?.code === "53100" || /No space left on device/.test(message)) {
    return "The disk is full. Free some space and start again; nothing that was saved is lost, and half-done steps are done anew.";
  }
  if (error?.code === "EACCES" || error?.code === "EPERM") {
    return `Mendline may not use ${error.path ?? "a file it needs"}. Give your user the right to it, or start as the user who made it.`;
  }
  if (error?.code === "EROFS")
    return `${error.path ?? "The folder"} is read-only; Mendline must be able to write there.`;
  // A plain Error without a code is one of our own sentences.
  return error?.constructor === Error && error.code === undefined ? message : (error?.stack ?? message);
}
