import type { Told } from "#app/_trpc/refusal.ts";
import { mostPixels, pictureKind, pixelsSaid } from "#server/domain/photo/picture.ts";

/** A JPEG says how large it is somewhere here, after its thumbnails. */
const headBytes = 256 * 1024;

/**
 * What to say should this browser be unable to read the file. `certain` when it must not even try: no picture by its
 * bytes, or one that unfolds to more than a phone can hold.
 */
export async function whyUnreadable(file: Blob): Promise<{ told: Told; certain: boolean } | null> {
  const head = await file
    .slice(0, headBytes)
    .arrayBuffer()
    .catch(() => null);
  if (head === null) return { told: { code: "PHOTO_BROKEN" }, certain: true };
  const bytes = new Uint8Array(head);
  const kind = pictureKind(bytes);
  if ((pixelsSaid(bytes) ?? 0) > mostPixels) return { told: { code: "PHOTO_PIXELS" }, certain: true };
  if (kind === "heic") return { told: { code: "PHOTO_HEIC" }, certain: false };
  // GIF, AVIF and the like: the browser may know them.
  return kind === null ? { told: { code: "PHOTO_TYPE" }, certain: false } : null;
}
