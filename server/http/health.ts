import type { ServerResponse } from "node:http";
import { database } from "#db/client.ts";
import { json } from "./answer.ts";

let draining = false;

/** From now on `/readyz` says that no new work should come here. */
export function startDraining(): void {
  draining = true;
}

/** `/healthz`: this process turns. `/readyz`: it can also do its work, the database answers within half a second. */
export async function answerHealth(path: string, response: ServerResponse): Promise<void> {
  if (path === "/healthz") return json(response, 200, { ok: true });
  if (draining) return json(response, 503, { ok: false, why: "draining" });
  const late = new Promise<false>((resolve) => setTimeout(resolve, 500, false).unref());
  const answered = await Promise.race([
    database().sql`select 1`.then(
      () => true,
      () => false,
    ),
    late,
  ]);
  json(response, answered ? 200 : 503, answered ? { ok: true } : { ok: false, why: "database" });
}
