import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { database } from "#db/client.ts";
import { api } from "../api/router.ts";
import { actorOf } from "../auth/actorFrom.ts";
import { now as clockNow } from "../clock.ts";
import { readBody, refuseWith } from "./answer.ts";
import { tooDeep } from "./depth.ts";
import { agoOf, sameOrigin, speaksFor } from "./origin.ts";
import { peerOf } from "./peer.ts";

export const apiPath = "/api/trpc";
const bodyBytes = 256 * 1024;
const deepest = 12;
const urlLength = 16 * 1024;

/**
 * The tRPC door. Before anything is parsed: our own origin for writes, JSON only, at most 256 KiB, 12 levels and 20
 * calls in a batch.
 */
export async function answerApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = "" } = request;
  if (method !== "GET" && method !== "POST") return refuseWith(response, 405, "NOT_FOUND");
  if (url.length > urlLength) return refuseWith(response, 414, "TOO_LARGE");
  if (method === "POST" && (!sameOrigin(request) || request.headers["x-mendline"] !== "1"))
    return refuseWith(response, 403, "ORIGIN");
  const foreign = request.headers["sec-fetch-site"];
  if (foreign !== undefined && foreign !== "same-origin" && foreign !== "none")
    return refuseWith(response, 403, "ORIGIN");
  if (method === "POST" && !/^application\/json\s*(;|$)/i.test(request.headers["content-type"] ?? "")) {
    return refuseWith(response, 415, "CONTENT_TYPE");
  }
  const body = method === "POST" ? await readBody(request, bodyBytes) : null;
  if (method === "POST" && body === null) {
    response.setHeader("Connection", "close");
    return refuseWith(response, 413, "TOO_LARGE");
  }
  const path = new URL(url, "http://mendline.invalid");
  const words = body?.toString("utf8") ?? path.searchParams.get("input") ?? "";
  if (tooDeep(words, deepest)) return refuseWith(response, 400, "TOO_DEEP");
  if (path.pathname.split(",").length > 20) return refuseWith(response, 400, "BATCH_TOO_LARGE");
  const now = clockNow();
  const actor = await actorOf(request.headers, now);
  if (!speaksFor(request, actor)) return refuseWith(response, 401, "NOT_SIGNED_IN");
  const peer = peerOf(request);
  const answer = await fetchRequestHandler({
    endpoint: apiPath,
    router: api,
    req: new Request(path, {
      method,
      headers: { "content-type": "application/json" },
      ...(body ? { body: new Uint8Array(body) } : {}),
    }),
    createContext: () => ({
      actor,
      now,
      db: database().db,
      requestId: randomUUID(),
      peer,
      ...agoOf(request),
    }),
    allowBatching: true,
    maxBatchSize: 20,
  });
  response.writeHead(answer.status, {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "no-store",
  });
  response.end(await answer.text());
}
