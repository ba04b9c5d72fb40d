import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { database } from "#db/client.ts";
import { actorOf } from "../auth/actorFrom.ts";
import { spend } from "../auth/limits.ts";
import { now as clockNow } from "../clock.ts";
import { actorId } from "../domain/access/actor.ts";
import { announcePicture, pictureOffset, pieceBytes, takePiece } from "../operations/photo/upload.ts";
import { json, readBody, refuseWith } from "./answer.ts";
import { sameOrigin, speaksFor } from "./origin.ts";

export const uploadsPath = "/api/photos/uploads";

const announcement = z.strictObject({
  length: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** What the sender takes it for; the bytes decide. */
  type: z.string().max(100),
});

/**
 * A picture in pieces. `POST` with JSON `{ length, sha256, type }` answers `{ uploadId, offset }`; `PATCH /{id}` with the
 * header `Upload-Offset` and up to 1 MiB as body answers the next offset; `HEAD /{id}` has it in `Upload-Offset`. The last
 * piece answers `{ photoId, width, height }`, and so does the announcement of a picture that is here already.
 */
export async function answerUploads(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", headers } = request;
  if (!["POST", "PATCH", "HEAD"].includes(method)) return refuseWith(response, 405, "NOT_FOUND");
  if (method !== "HEAD" && (!sameOrigin(request) || headers["x-mendline"] !== "1"))
    return refuseWith(response, 403, "ORIGIN");
  const now = clockNow();
  const actor = await actorOf(headers, now);
  if (actor.kind === "anonymous" || !speaksFor(request, actor))
    return refuseWith(response, 401, "NOT_SIGNED_IN");
  const context = { actor, now, db: database().db };
  const uploadId = (request.url ?? "").split("?", 1)[0]!.slice(uploadsPath.length + 1);

  if (method === "POST") {
    const said = announcement.safeParse(read(await readBody(request, 1_000)));
    if (uploadId !== "" || !said.success) return refuseWith(response, 400, "BAD_JSON");
    if (!said.data.type.startsWith("image/")) return refuseWith(response, 415, "PHOTO_TYPE");
    const seconds = await spend("announce", actorId(actor));
    if (seconds > 0) return refuseWith(response, 429, "WAIT", { seconds });
    const { length, sha256 } = said.data;
    return json(response, 200, await announcePicture(context, { length, hash: sha256 }));
  }
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(uploadId))
    return refuseWith(response, 404, "NOT_FOUND");
  if (method === "HEAD") {
    const offset = await pictureOffset(context, uploadId);
    response.writeHead(200, { "Upload-Offset": String(offset), "Cache-Control": "no-store" });
    return void response.end();
  }
  const offset = Number(headers["upload-offset"] ?? Number.NaN);
  if (!Number.isSafeInteger(offset) || offset < 0) return refuseWith(response, 400, "PHOTO_OFFSET");
  const piece = await readBody(request, pieceBytes);
  if (piece === null) {
    response.setHeader("Connection", "close");
    return refuseWith(response, 413, "PHOTO_SIZE", { max: 15 });
  }
  json(response, 200, await takePiece(context, uploadId, offset, piece));
}

function read(body: Buffer | null): unknown {
  try {
    return JSON.parse(body?.toString("utf8") ?? "");
  } catch {
    return null;
  }
}
