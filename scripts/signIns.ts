import type { DemoSignIn } from "#db/seed/demo.ts";

/** One address per kind of person, with its demo sign-in. */
export function printSignIns(url: string, signIns: DemoSignIn[]): void {
  if (signIns.length === 0) {
    console.log(`\n  ${url}\n`);
    return;
  }
  const rows = signIns.map(({ kind, path, signIn }) => [kind, `${url}${path}`, signIn]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  console.log();
  for (const [kind = "", address = "", signIn = ""] of rows) {
    console.log(`  ${kind.padEnd(widths[0] ?? 0)}  ${address.padEnd(widths[1] ?? 0)}  ${signIn}`);
  }
  console.log("\n  Ctrl-C ends it.\n");
}
