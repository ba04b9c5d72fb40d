import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { cache } from "react";
import { database } from "#db/client.ts";
import { callApi } from "#server/api/router.ts";
import { actorFrom, linkActor } from "#server/auth/actorFrom.ts";
import { now as clockNow } from "#server/clock.ts";

/** Who looks at this page; asked once per request. */
export const pageActor = cache(async () => actorFrom((await headers()).get("cookie") ?? undefined));

/** The API as whoever holds this tracking link has it; null when it opens nothing. */
export const linkApi = cache(async (secret: string) => {
  const actor = await linkActor(secret);
  if (actor.kind !== "link") return null;
  return { actor, api: callApi({ ...(await pageContext()), actor }) };
});

/** The API for server components: the same procedures and the same permissions, without a round trip. */
export const pageApi = cache(async () => callApi({ ...(await pageContext()), actor: await pageActor() }));

/** When this page is made, by the server's clock. */
export function pageNow(): string {
  return clockNow().toISOString();
}

/** The peer as our own server put it there: pages of different people do not share one limit. */
async function pageContext() {
  const peer = (await headers()).get("x-mendline-peer") ?? "";
  return { now: clockNow(), db: database().db, requestId: randomUUID(), peer, view: {} };
}
