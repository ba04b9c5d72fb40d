import { spawn } from "node:child_process";
import { glob } from "node:fs/promises";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { program, root } from "./root.ts";

/** What one runner saw. */
export type Tally = { passed: number; failed: number; skipped: number };

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** Runs an installed program with our Node, its output shown; tells whether it was content. */
export function runProgram(
  name: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  return new Promise((resolve) => {
    // Through the shell's lookup of the script's own interpreter, which the PATH of run.mjs makes our Node.
    const child = spawn(program(name), args, { cwd: root, stdio: "inherit", env });
    child.once("error", (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once("exit", (code) => resolve(code === 0));
  });
}

export type Step = { words: string; passed: boolean; seconds: number };

/** Formatting, lint and types: every one runs, whatever the one before said. */
export async function checkWriting(): Promise<Step[]> {
  return [
    await timed("format and lint", () => runProgram("biome", ["check", "--error-on-warnings", "."])),
    await timed("types", () => runProgram("tsc", ["--noEmit", "-p", "."])),
  ];
}

export async function timed(words: string, work: () => Promise<boolean>): Promise<Step> {
  console.log(`\n── ${words}`);
  const since = performance.now();
  const passed = await work();
  return { words, passed, seconds: (performance.now() - since) / 1000 };
}

export function printSteps(steps: Step[]): void {
  console.log();
  for (const { words, passed, seconds } of steps) {
    console.log(`${passed ? "ok    " : "FAILED"}  ${words.padEnd(40)} ${seconds.toFixed(1).padStart(6)} s`);
  }
}

/** All test files of Node's own runner; with `wanted`, those whose path holds one of its words. */
export async function testFiles(wanted: string[] = []): Promise<string[]> {
  const files: string[] = [];
  for (const folder of ["app", "server", "db", "scripts", "bench"]) {
    for await (const file of glob(`${folder}/**/*.test.ts`, { cwd: root })) files.push(file);
  }
  const chosen =
    wanted.length === 0 ? files : files.filter((file) => wanted.some((word) => file.includes(word)));
  return chosen.sort();
}

/** Runs test files two at a time, each in its own process, and counts. */
export async function runTests(files: string[]): Promise<Tally> {
  if (files.length === 0) return nothing;
  const stream = run({
    files,
    cwd: root,
    concurrency: 2,
    timeout: 300_000,
    // A file whose tests are over ends, even if it left something open.
    execArgv: ["--test-force-exit"],
  });
  let tally = nothing;
  stream.on("test:summary", ({ file, counts }) => {
    if (file !== undefined) return;
    const failed = counts.tests - counts.passed - counts.skipped - counts.todo;
    tally = { passed: counts.passed, failed, skipped: counts.skipped + counts.todo };
  });
  const output = stream.compose(new spec());
  for await (const words of output) process.stdout.write(words as string);
  return tally;
}
