import { createHash } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { and, eq, inArray, isNull, lt } from "drizzle-orm";
import sharp from "sharp";
import type { Database } from "#db/client.ts";
import { photo } from "#db/schema/ticket.ts";
import { photoOwner } from "../../domain/access/actor.ts";
import { mayTry } from "../../domain/access/policy.ts";
import { mostPixels, pictureKind } from "../../domain/photo/picture.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { env } from "../../env.ts";
import { newId } from "../newId.ts";
import type { Context } from "../operation.ts";

export const photoBytes = 15 * 1024 * 1024;
/** A photo that was put on no ticket for so long is given up, ms; a phone that still needs it sends it again. */
const unusedKept = 30 * 24 * 3_600_000;
const widths = [1600, 320] as const;
export type PhotoWidth = (typeof widths)[number];

sharp.concurrency(1);
sharp.cache(false);
const decoders = ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif"];
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: decoders });

/**
 * Takes a picture as bytes, decodes it and writes it anew as WebP 1600 and 320 wide, so that nothing but pixels is
 * kept: no EXIF, no GPS, nothing hidden behind the image. The same bytes again, before they are used, are the same
 * photo; `sha256` is theirs, so that the sender knows that they arrived whole. Refusals: PHOTO_SIZE, PHOTO_TYPE,
 * PHOTO_HEIC, PHOTO_BROKEN, PHOTO_PIXELS.
 */
export async function keepPhoto(
  context: Context,
  bytes: Buffer,
): Promise<{ photoId: string; width: number; height: number; sha256: string }> {
  const { actor, db, now } = context;
  const uploaderId = photoOwner(actor);
  if (uploaderId === null) throw new Refused(refuse("NOT_SIGNED_IN"));
  if (!mayTry(actor, "photo.upload")) throw new Refused(refuse("NOT_ALLOWED"));
  if (bytes.length > photoBytes) throw new Refused(refuse("PHOTO_SIZE", { params: { max: 15 } }));
  const sentHash = createHash("sha256").update(bytes).digest("hex");
  const same = await photoWaiting(db, uploaderId, sentHash);
  if (same) return same;
  const pictures = await redraw(bytes);
  const photoId = newId(now);
  for (const [index, width] of widths.entries())
    await store(photoPath(photoId, width), pictures[index]!.data);
  const { width, height, size } = pictures[0]!.info;
  const row = { id: photoId, sentHash, uploaderId, width, height, bytes: size, uploadedAt: now };
  const kept = await db.insert(photo).values(row).onConflictDoNothing().returning({ id: photo.id });
  if (kept.length > 0) return { photoId, width, height, sha256: sentHash };
  return (await photoWaiting(db, uploaderId, sentHash))!;
}

/** The photo that was made of the bytes with this SHA-256 and is on no ticket yet. */
export async function photoWaiting(db: Database, uploaderId: string, sentHash: string) {
  const [same] = await db
    .select()
    .from(photo)
    .where(and(eq(photo.uploaderId, uploaderId), eq(photo.sentHash, sentHash), isNull(photo.ticketId)));
  if (same === undefined) return null;
  return { photoId: same.id, width: same.width, height: same.height, sha256: sentHash };
}

/** Forgets photos that were taken away before they were used, or whose report or record was never sent. Answers how many. */
export async function dropUnusedPhotos(db: Database, now: Date): Promise<number> {
  const unused = and(isNull(photo.ticketId), lt(photo.uploadedAt, new Date(now.getTime() - unusedKept)));
  const some = db.select({ id: photo.id }).from(photo).where(unused).limit(500);
  // Looked at again as it goes: it may have been put on a ticket meanwhile.
  const gone = await db
    .delete(photo)
    .where(and(unused, inArray(photo.id, some)))
    .returning({ id: photo.id });
  for (const { id } of gone) for (const width of widths) await rm(photoPath(id, width), { force: true });
  return gone.length;
}

/** Where a photo of one width lies. */
export function photoPath(photoId: string, width: PhotoWidth): string {
  return join(env().dataDir, "photos", photoId.slice(-2), `${photoId}-${width}.webp`);
}

async function redraw(bytes: Buffer) {
  if (bytes.length === 0) throw new Refused(refuse("PHOTO_BROKEN"));
  const options = { limitInputPixels: mostPixels, failOn: "truncated", pages: 1 } as const;
  const meta = await sharp(bytes, { ...options, limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (meta === null || !["jpeg", "png", "webp"].includes(meta.format ?? "")) {
    const kind = pictureKind(bytes);
    if (kind === "heic") throw new Refused(refuse("PHOTO_HEIC"));
    throw new Refused(refuse(kind === null ? "PHOTO_TYPE" : "PHOTO_BROKEN"));
  }
  if ((meta.width ?? 0) * (meta.height ?? 0) > mostPixels) throw new Refused(refuse("PHOTO_PIXELS"));
  try {
    const upright = sharp(bytes, options).rotate();
    return await Promise.all(
      widths.map((width) =>
        upright
          .clone()
          .resize({ width, height: width, fit: "inside", withoutEnlargement: true })
          .webp({ quality: width === 320 ? 70 : 80 })
          .toBuffer({ resolveWithObject: true }),
      ),
    );
  } catch {
    throw new Refused(refuse("PHOTO_BROKEN"));
  }
}

/** Written aside and renamed, so that half a file is never found under its name. */
async function store(path: string, data: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, data);
  await rename(`${path}.part`, path);
}
