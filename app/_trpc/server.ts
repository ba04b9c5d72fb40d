import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { cache } from "react";
import { database } from "#db/client.ts";
import { callApi } from "#server/api/router.ts";
import { actorFrom } from "#server/auth/actorFrom.ts";

/** Who looks at this page; asked once per request. */
export const pageActor = cache(async () => actorFrom((await headers()).get("cookie") ?? undefined));

/** The API for server components: the same procedures and the same permissions, without a round trip. */
export const pageApi = cache(async () =>
  callApi({
    actor: await pageActor(),
    now: new Date(),
    db: database().db,
    requestId: randomUUID(),
    peer: "page",
  }),
);
