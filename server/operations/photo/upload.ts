import { createHash } from "node:crypto";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { and, count, eq, lt, sql, sum } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { photoUpload } from "#db/schema/photoUpload.ts";
import { photoOwner } from "../../domain/access/actor.ts";
import { mayTry } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { env } from "../../env.ts";
import { newId } from "../newId.ts";
import type { Context } from "../operation.ts";
import { keepPhoto, photoBytes, photoWaiting } from "./keep.ts";

/** The largest piece, bytes. */
export const pieceBytes = 1024 * 1024;
/** What one person may have on the way at once. */
const mostOpen = 24;
const mostOpenBytes = 60 * 1024 * 1024;
/** What everybody together may have on the way. */
const mostBytes = 4 * 1024 * 1024 * 1024;
/** A picture of which nothing came for so long is given up, ms. */
const patience = 24 * 3_600_000;

type Kept = Awaited<ReturnType<typeof keepPhoto>>;
export type Progress = { uploadId: string; offset: number } | Kept;

/**
 * A picture is announced: how long it is, and the SHA-256 of it whole. Answers where to go on, 0 for a new one; or the
 * photo, if it is here already. Refusals: PHOTO_SIZE, PHOTO_WAITING.
 */
export async function announcePicture(
  context: Context,
  said: { length: number; hash: string },
): Promise<Progress> {
  const uploaderId = uploader(context);
  const { db, now } = context;
  if (said.length > photoBytes) throw new Refused(refuse("PHOTO_SIZE", { params: { max: 15 } }));
  const here = await photoWaiting(db, uploaderId, said.hash);
  if (here) return here;
  return db.transaction(async (tx) => {
    // One announcement of a person at a time, so that the bounds hold.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`upload:${uploaderId}`}, 0))`);
    const mine = eq(photoUpload.uploaderId, uploaderId);
    const [same] = await tx
      .select()
      .from(photoUpload)
      .where(and(mine, eq(photoUpload.hash, said.hash)));
    if (same?.length === said.length) return { uploadId: same.id, offset: same.received };
    if (same) throw new Refused(refuse("PHOTO_BROKEN"));
    const [own] = await tx
      .select({ count: count(), bytes: sum(photoUpload.length).mapWith(Number) })
      .from(photoUpload)
      .where(mine);
    const [all] = await tx.select({ bytes: sum(photoUpload.length).mapWith(Number) }).from(photoUpload);
    if ((own?.count ?? 0) >= mostOpen || (own?.bytes ?? 0) + said.length > mostOpenBytes)
      throw new Refused(refuse("PHOTO_WAITING"));
    if ((all?.bytes ?? 0) + said.length > mostBytes) throw new Refused(refuse("SAVE_LATER"));
    const id = newId(now);
    await tx.insert(photoUpload).values({ id, uploaderId, ...said, touchedAt: now });
    return { uploadId: id, offset: 0 };
  });
}

/** Where the next piece of one's own picture begins. NOT_FOUND when there is no such picture on the way. */
export async function pictureOffset(context: Context, uploadId: string): Promise<number> {
  const [row] = await context.db.select().from(photoUpload).where(own(context, uploadId));
  if (row === undefined) throw new Refused(refuse("NOT_FOUND"));
  return row.received;
}

/**
 * Takes one piece. A piece that does not begin where the last one ended is refused (PHOTO_OFFSET with params.offset) and
 * changes nothing. With the last piece the whole is compared with what was announced and becomes a photo; then the
 * refusals are those of `keepPhoto`, and a picture that cannot be kept is forgotten.
 */
export async function takePiece(
  context: Context,
  uploadId: string,
  offset: number,
  piece: Buffer,
): Promise<Progress> {
  const row = await context.db.transaction(async (tx) => {
    const [upload] = await tx.select().from(photoUpload).where(own(context, uploadId)).for("update");
    if (upload === undefined) throw new Refused(refuse("NOT_FOUND"));
    if (offset !== upload.received)
      throw new Refused(refuse("PHOTO_OFFSET", { params: { offset: upload.received } }));
    const received = offset + piece.length;
    if (received > upload.length) throw new Refused(refuse("PHOTO_BROKEN"));
    if (piece.length > 0) {
      // Written before it counts: after a crash between the two the same piece is written again at the same place.
      await write(uploadPath(uploadId), offset, piece);
      await tx
        .update(photoUpload)
        .set({ received, touchedAt: context.now })
        .where(eq(photoUpload.id, uploadId));
    }
    return { ...upload, received };
  });
  if (row.received < row.length) return { uploadId, offset: row.received };
  return finish(context, row);
}

async function finish(context: Context, row: typeof photoUpload.$inferSelect): Promise<Kept> {
  const bytes = await readFile(uploadPath(row.id)).catch(() => Buffer.alloc(0));
  try {
    if (createHash("sha256").update(bytes).digest("hex") !== row.hash)
      throw new Refused(refuse("PHOTO_BROKEN"));
    const kept = await keepPhoto(context, bytes);
    await forget(context.db, row.id);
    return kept;
  } catch (error) {
    if (error instanceof Refused) await forget(context.db, row.id);
    throw error;
  }
}

/** Forgets pictures that stopped on the way. Answers how many. */
export async function dropStalePictures(db: Database, now: Date): Promise<number> {
  const stale = await db
    .select({ id: photoUpload.id })
    .from(photoUpload)
    .where(lt(photoUpload.touchedAt, new Date(now.getTime() - patience)))
    .limit(500);
  for (const { id } of stale) await forget(db, id);
  return stale.length;
}

async function forget(db: Database, uploadId: string): Promise<void> {
  await rm(uploadPath(uploadId), { force: true });
  await db.delete(photoUpload).where(eq(photoUpload.id, uploadId));
}

function uploader({ actor }: Context): string {
  const id = photoOwner(actor);
  if (id === null) throw new Refused(refuse("NOT_SIGNED_IN"));
  if (!mayTry(actor, "photo.upload")) throw new Refused(refuse("NOT_ALLOWED"));
  return id;
}

function own(context: Context, uploadId: string) {
  return and(eq(photoUpload.id, uploadId), eq(photoUpload.uploaderId, uploader(context)));
}

function uploadPath(uploadId: string): string {
  return join(env().dataDir, "uploads", `${uploadId}.part`);
}

async function write(path: string, offset: number, piece: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, offset === 0 ? "w" : "r+");
  try {
    await file.write(piece, 0, piece.length, offset);
  } finally {
    await file.close();
  }
}
