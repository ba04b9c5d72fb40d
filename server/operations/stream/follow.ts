import { randomUUID } from "node:crypto";
import type { Connection } from "#db/client.ts";
import { site } from "#db/schema/site.ts";
import type { Reader } from "../ticket/load.ts";

/** How far each site's stream has come. */
export function heads(db: Reader): Promise<Array<{ id: string; seq: number }>> {
  return db.select({ id: site.id, seq: site.seq }).from(site);
}

const channel = "mendline";
const me = randomUUID();

/** Rings the other processes: outside any transaction, since NOTIFY takes one global lock at commit. */
export async function tellOthers({ sql }: Connection, words: string[]): Promise<void> {
  await sql.notify(channel, `${me} ${words.join(" ")}`);
}

/** Hears the others' rings, not our own. Resolves to the function that stops listening. */
export async function listenForOthers(
  { sql }: Connection,
  heard: (what: "site" | "session" | "calls" | "person", id: string) => void,
): Promise<() => Promise<void>> {
  const { unlisten } = await sql.listen(channel, (payload) => {
    const [from, ...words] = payload.split(" ");
    if (from === me) return;
    for (const word of words) {
      const [what, id = ""] = word.split(":");
      if (what === "site" || what === "session" || what === "calls" || what === "person") heard(what, id);
    }
  });
  return unlisten;
}
