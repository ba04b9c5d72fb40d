import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { Api } from "#server/api/router.ts";

export type Outputs = inferRouterOutputs<Api>;
export type Inputs = inferRouterInputs<Api>;

/** The API for the browser. The header tells the server that no foreign form sent this. */
export const api = createTRPCClient<Api>({
  links: [
    httpBatchLink({ url: "/api/trpc", headers: { "x-mendline": "1" }, maxItems: 20, maxURLLength: 8_000 }),
  ],
});
