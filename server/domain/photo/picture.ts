/** What bytes are by their beginning, whatever their name says. HEIC is known so that it can be refused helpfully. */
export type PictureKind = "jpeg" | "png" | "webp" | "heic";

const heicBrands = ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"];

/** Looks at the first 12 bytes. */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("RIFF") && head.slice(8) === "WEBP") return "webp";
  if (head.slice(4, 8) === "ftyp" && heicBrands.includes(head.slice(8))) return "heic";
  return null;
}

/** A picture that unfolds to more is refused, on the phone before it is decoded and at the office. */
export const mostPixels = 50_000_000;

/** How many pixels a JPEG or PNG says it has, read from its header alone; null when it does not say. */
export function pixelsSaid(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = pictureKind(bytes);
  if (kind === "png") return bytes.length < 24 ? null : view.getUint32(16) * view.getUint32(20);
  if (kind !== "jpeg") return null;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return view.getUint16(at + 5) * view.getUint16(at + 7);
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
