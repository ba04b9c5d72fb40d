import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { connect } from "#db/client.ts";
export async function testDatabase() {
  const admin = connect("postgres://postgres@127.0.0.1:5544/postgres", { max: 1 });
  const name = `t_${randomBytes(5).toString("hex")}`;
  await admin.sql.unsafe(`create database ${name}`);
  const c = connect(`postgres://postgres@127.0.0.1:5544/${name}`, { max: 20 });
  for (const f of (await readdir("db/migrations")).filter((f) => f.endsWith(".sql")).sort())
    for (const s of (await readFile(`db/migrations/${f}`, "utf8")).split("--> statement-breakpoint")) await c.sql.unsafe(s);
  return { ...c, url: "", async drop() { await c.close(); await admin.sql.unsafe(`drop database ${name} with (force)`); await admin.close(); } };
}
