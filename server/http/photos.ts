import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { database } from "#db/client.ts";
import { actorOf, linkActor } from "../auth/actorFrom.ts";
import { spend } from "../auth/limits.ts";
import { now as clockNow } from "../clock.ts";
import { actorId } from "../domain/access/actor.ts";
import { type RefusalCode, Refused } from "../domain/refusal.ts";
import { report } from "../log.ts";
import { keepPhoto, type PhotoWidth, photoBytes } from "../operations/photo/keep.ts";
import { viewPhoto } from "../operations/photo/view.ts";
import { json, readBody, refuseWith } from "./answer.ts";
import { sameOrigin, speaksFor } from "./origin.ts";
import { answerUploads, uploadsPath } from "./uploads.ts";

export const photosPath = "/api/photos";

const statusOf: Partial<Record<RefusalCode, number>> = {
  NOT_SIGNED_IN: 401,
  NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  PHOTO_TYPE: 415,
  PHOTO_SIZE: 413,
  PHOTO_PIXELS: 413,
  PHOTO_BROKEN: 400,
  PHOTO_HEIC: 415,
  PHOTO_OFFSET: 409,
  PHOTO_WAITING: 429,
  SAVE_LATER: 503,
};

/** `POST /api/photos` with the picture as body answers `{ photoId, width, height }`; `GET /api/photos/{id}?w=320` shows one. */
export async function answerPhotos(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (request.url?.startsWith(uploadsPath)) return await answerUploads(request, response);
    if (request.method === "POST") return await take(request, response);
    if (request.method === "GET" || request.method === "HEAD") return await show(request, response);
    refuseWith(response, 405, "NOT_FOUND");
  } catch (error) {
    if (error instanceof Refused) {
      const { code, params } = error.refusal;
      return refuseWith(response, statusOf[code] ?? 400, code, params);
    }
    // Cut off on the way: nobody is there to be answered, and what has come stays.
    if (request.destroyed && !request.complete) return;
    report(error, "a photo could not be handled");
    const full = (error as { code?: string }).code === "ENOSPC";
    refuseWith(response, full ? 507 : 503, "SAVE_LATER");
  }
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!sameOrigin(request) || request.headers["x-mendline"] !== "1")
    return refuseWith(response, 403, "ORIGIN");
  const now = clockNow();
  const actor = await actorOf(request.headers, now);
  if (actor.kind === "anonymous" || !speaksFor(request, actor))
    return refuseWith(response, 401, "NOT_SIGNED_IN");
  const seconds = await spend("photo", actorId(actor));
  if (seconds > 0) return refuseWith(response, 429, "WAIT", { seconds });
  const bytes = await readBody(request, photoBytes);
  if (bytes === null) {
    response.setHeader("Connection", "close");
    return refuseWith(response, 413, "PHOTO_SIZE", { max: 15 });
  }
  json(response, 200, await keepPhoto({ actor, now, db: database().db }, bytes));
}

async function show(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "", "http://mendline.invalid");
  const id = url.pathname.slice(photosPath.length + 1);
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(id)) return refuseWith(response, 404, "NOT_FOUND");
  const width: PhotoWidth = url.searchParams.get("w") === "320" ? 320 : 1600;
  const now = clockNow();
  // A picture cannot send a header, so a tracking page names its link in the address.
  const link = url.searchParams.get("link");
  const actor = link === null ? await actorOf(request.headers, now) : await linkActor(link, now);
  const path = await viewPhoto({ actor, now, db: database().db }, id, width);
  const file = await stat(path).catch(() => null);
  if (file === null) return refuseWith(response, 404, "NOT_FOUND");
  response.writeHead(200, {
    "Content-Type": "image/webp",
    "Content-Length": file.size,
    "Cache-Control": "private, max-age=3600, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline",
  });
  if (request.method === "HEAD") return void response.end();
  createReadStream(path)
    .on("error", () => response.destroy())
    .pipe(response);
}
