import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { displayHeaders } from "#app/_display/secret.ts";
import { linkHeaders } from "#app/_link/secret.ts";
import type { Api } from "#server/api/router.ts";

export type Outputs = inferRouterOutputs<Api>;
export type Inputs = inferRouterInputs<Api>;

/** The API for the browser. The header tells the server that no foreign form sent this; on a tracking page the link speaks, on a wall its screen. */
export const api = createTRPCClient<Api>({
  links: [
    httpBatchLink({
      url: "/api/trpc",
      headers: () => ({ "x-mendline": "1", ...linkHeaders(), ...displayHeaders() }),
      maxItems: 20,
      maxURLLength: 8_000,
    }),
  ],
});
