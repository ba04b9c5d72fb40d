import type { Picture } from "./kept.ts";

/**
 * A JPEG that says in a comment what it shows, so that the same picture of how it was and of how it is are two: the
 * office knows a photo by its bytes, and a photo is of one kind.
 */
export function showing(jpeg: ArrayBuffer, shows: NonNullable<Picture["shows"]>): ArrayBuffer {
  const words = new TextEncoder().encode(shows);
  const length = words.length + 2;
  const comment = new Uint8Array([0xff, 0xfe, length >> 8, length & 0xff, ...words]);
  const whole = new Uint8Array(jpeg.byteLength + comment.length);
  const start = new Uint8Array(jpeg, 0, 2);
  whole.set(start);
  whole.set(comment, start.length);
  whole.set(new Uint8Array(jpeg, 2), start.length + comment.length);
  return whole.buffer;
}
