import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { forbiddenImports } from "./architecture.ts";

const root = join(import.meta.dirname, "..");

test("everybody imports only whom they may", async () => {
  const found = await forbiddenImports(root);
  assert.deepEqual(
    found.map(({ from, to, why }) => `${from} imports ${to}: ${why}`),
    [],
  );
});

test("a forbidden import is found, in every direction that is forbidden", async () => {
  const found = await forbiddenImports(join(root, "server/testing/forbidden"));
  assert.deepEqual([...new Set(found.map((f) => f.from))].sort(), [
    "app/ReportButton.tsx",
    "db/upward.ts",
    "server/api/shortcut.ts",
    "server/domain/ticket/impure.ts",
    "server/live/writer.ts",
    "server/operations/ticket/answering.ts",
  ]);
});

/** Versions below these have known holes. */
const floors: Record<string, string> = {
  next: "16.4.5",
  react: "19.3.1",
  "next-auth": "4.24.15",
  "socket.io": "4.8.4",
  "socket.io-parser": "4.2.7",
  "engine.io": "6.6.12",
  ws: "8.23.0",
  "@trpc/server": "11.25.2",
  sharp: "0.35.4",
};

function below(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((v) => v.split(/[.-]/).map(Number)) as [number[], number[]];
  for (const i of [0, 1, 2]) if (a[i] !== b[i]) return (a[i] ?? 0) < (b[i] ?? 0);
  return false;
}

test("no package in the lockfile lies below its floor, and no address of a registry is in it", async () => {
  const text = await readFile(join(root, "package-lock.json"), "utf8");
  const lock = JSON.parse(text) as { packages: Record<string, { version?: string }> };
  for (const [name, floor] of Object.entries(floors)) {
    const copies = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    assert.ok(copies.length > 0, `${name} is not installed`);
    for (const [path, { version = "0" }] of copies)
      assert.ok(!below(version, floor), `${path} is ${version}, below ${floor}`);
  }
  assert.doesNotMatch(text, /"resolved":/);
});

test("no colour is named outside tokens.css", async () => {
  const { readdir } = await import("node:fs/promises");
  const files = await readdir(join(root, "app"), { recursive: true, withFileTypes: true });
  const literal = /#[0-9a-f]{3,8}\b(?!-)|\b(?:oklch|rgba?|hsla?)\(/i;
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.(tsx?|css)$/.test(path) || path.endsWith("tokens.css")) continue;
    const lines = (await readFile(path, "utf8")).split("\n");
    const named = lines.filter(
      (line) => literal.test(line) && !/from "#|import\("#|href="#|url\(#/.test(line),
    );
    assert.deepEqual(named, [], path);
  }
});
