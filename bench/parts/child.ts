import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

type Answer = { call: number; value?: unknown; error?: string };

/** A process of the benchmark's own that answers questions. */
export type Child = {
  ask<T = unknown>(what: string, about?: unknown): Promise<T>;
  end(): Promise<void>;
};

/** Starts a file of bench/parts and waits until it says `ready`. */
export async function startChild(
  file: string,
  env: Record<string, string> = {},
  execArgv: string[] = [],
): Promise<Child> {
  const child: ChildProcess = fork(join(import.meta.dirname, file), {
    env: { ...process.env, ...env } as NodeJS.ProcessEnv,
    serialization: "advanced",
    execArgv,
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let calls = 0;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  void gone.then(() => {
    for (const [call, settle] of waiting) settle({ call, error: `${file} ended` });
  });
  child.on("message", (answer: Answer) => {
    waiting.get(answer.call)?.(answer);
    waiting.delete(answer.call);
  });
  function ask<T>(what: string, about?: unknown): Promise<T> {
    const call = calls++;
    return new Promise<T>((resolve, reject) => {
      waiting.set(call, ({ value, error }) =>
        error === undefined ? resolve(value as T) : reject(new Error(error)),
      );
      child.send({ call, what, about });
    });
  }
  await ask("ready");
  return {
    ask,
    async end() {
      child.kill("SIGTERM");
      setTimeout(() => child.kill("SIGKILL"), 8_000).unref();
      await gone;
    },
  };
}

/** The child's side: answers each question with what its function returns. */
export function answerParent(answers: Record<string, (about: never) => unknown>): void {
  process.on("message", async ({ call, what, about }: { call: number; what: string; about: unknown }) => {
    try {
      const answer = answers[what];
      if (!answer) throw new Error(`nobody knows ${what}`);
      process.send?.({ call, value: await answer(about as never) });
    } catch (error) {
      process.send?.({ call, error: String((error as Error).stack ?? error) });
    }
  });
  process.once("disconnect", () => process.exit(0));
}

/** CPU that this process used so far, ms. */
export function cpuOfThis(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
