import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { closeDatabase, database } from "#db/client.ts";
import { env } from "./env.ts";
import { refuseWith } from "./http/answer.ts";
import { answerApi, apiPath } from "./http/api.ts";
import { secure } from "./http/headers.ts";
import { answerHealth, startDraining } from "./http/health.ts";
import { knownHost, sameOrigin } from "./http/origin.ts";
import { answerPhotos, photosPath } from "./http/photos.ts";
import { startOutbox } from "./jobs/outbox.ts";
import { socketPath } from "./live/contract.ts";
import { openGateway } from "./live/gateway.ts";
import { startRelay } from "./live/relay.ts";
import { report } from "./log.ts";

export type Serving = { url: string; close(): Promise<void> };

/** Starts everything in order: pages, http, sockets, relay, jobs. `close` ends it in the opposite order. */
export async function serve(options: { port: number; host: string; dev: boolean }): Promise<Serving> {
  const connection = database();
  const pages = next({
    dev: options.dev,
    hostname: options.host,
    port: options.port,
    httpServer: createServer(),
  });
  await pages.prepare();
  const page = pages.getRequestHandler();
  const pageUpgrade = pages.getUpgradeHandler();

  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 60_000, maxHeaderSize: 32_768 },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        report(error, "a request was not answered");
        if (!response.headersSent) refuseWith(response, 500, "UNKNOWN");
        else response.destroy();
      });
    },
  );

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "/").split("?", 1)[0]!;
    secure(request, response, options.dev);
    if (path === "/healthz" || path === "/readyz") return answerHealth(path, response);
    if (!knownHost(request)) return refuseWith(response, 421, "ORIGIN");
    if (path.startsWith(`${apiPath}/`)) return answerApi(request, response);
    if (path === photosPath || path.startsWith(`${photosPath}/`)) return answerPhotos(request, response);
    const harmless = request.method === "GET" || request.method === "HEAD";
    if (!harmless && (request.headers["next-action"] !== undefined || !sameOrigin(request))) {
      return refuseWith(response, 403, "ORIGIN");
    }
    if (path.startsWith("/_next/image")) return refuseWith(response, 404, "NOT_FOUND");
    await page(request, response);
  }

  const io = openGateway(server);
  server.on("upgrade", (request, socket, head) => {
    if (request.url?.startsWith(socketPath)) return;
    if (options.dev && request.url?.startsWith("/_next/")) return void pageUpgrade(request, socket, head);
    socket.destroy();
  });
  const relay = startRelay(io, connection);
  await relay.ready;
  const outbox = startOutbox(connection.db);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => resolve());
  });

  async function close(): Promise<void> {
    startDraining();
    await outbox.stop();
    await io.close();
    server.closeAllConnections();
    await relay.stop();
    await pages.close();
    await closeDatabase();
  }
  return { url: env().origin, close };
}
