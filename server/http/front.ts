import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { linkActor } from "../auth/actorFrom.ts";
import { socketPath } from "../live/contract.ts";
import { report } from "../log.ts";
import { refuseWith } from "./answer.ts";
import { answerApi, apiPath } from "./api.ts";
import { secure } from "./headers.ts";
import { answerHealth } from "./health.ts";
import { knownHost, sameOrigin } from "./origin.ts";
import { answerPhone, phonePath } from "./phone.ts";
import { answerPhotos, photosPath } from "./photos.ts";

export type Pages = {
  page(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Given in development only, for hot reloading. Tells whether anybody took the socket. */
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
};

/**
 * The one http server: guards first, then our own doors, then pages. Upgrades belong to Socket.IO alone. It is not
 * listening yet.
 */
export function openFront(pages: Pages): Server {
  const dev = pages.upgrade !== undefined;
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 60_000, maxHeaderSize: 32_768 },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        report(error, "a request was not answered");
        if (response.headersSent) response.destroy();
        else refuseWith(response, 500, "UNKNOWN");
      });
    },
  );

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "/").split("?", 1)[0]!;
    secure(request, response, dev);
    if (path === "/healthz" || path === "/readyz") return answerHealth(path, response);
    if (!knownHost(request)) return refuseWith(response, 421, "ORIGIN");
    if (path.startsWith(`${apiPath}/`)) return answerApi(request, response);
    if (path === phonePath) return answerPhone(request, response);
    if (path === photosPath || path.startsWith(`${photosPath}/`)) return answerPhotos(request, response);
    const reading = request.method === "GET" || request.method === "HEAD";
    if (!reading && request.method !== "POST") return refuseWith(response, 405, "NOT_FOUND");
    if (!reading && !sameOrigin(request)) return refuseWith(response, 403, "ORIGIN");
    if (request.headers["next-action"] !== undefined || path.startsWith("/_next/image"))
      return refuseWith(response, 404, "NOT_FOUND");
    if (Number(request.headers["content-length"] ?? 0) > 64 * 1024)
      return refuseWith(response, 413, "TOO_LARGE");
    // The address itself is the key: it goes into no cache and to no other page.
    if (path.startsWith("/t/") || path.startsWith("/q/")) {
      response.setHeader("Cache-Control", "private, no-store");
      response.setHeader("X-Robots-Tag", "noindex");
      if (reading && (await isDead(path, request))) response.statusCode = 404;
    }
    await pages.page(request, response);
  }

  server.on("upgrade", (request, socket, head) => {
    if (request.url?.startsWith(socketPath)) return;
    const taken = request.url?.startsWith("/_next/") && pages.upgrade?.(request, socket, head);
    if (!taken) socket.destroy();
  });
  return server;
}

/** Is it the address of a link that opens nothing? The page says so to people, the status to whatever else asks. */
async function isDead(path: string, { headers }: IncomingMessage): Promise<boolean> {
  const [, secret] = /^\/t\/([^/]+)$/.exec(path) ?? [];
  if (secret === undefined || headers.rsc !== undefined) return false;
  return (await linkActor(secret)).kind === "anonymous";
}
