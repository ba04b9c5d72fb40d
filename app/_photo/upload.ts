import type { Told } from "#app/_trpc/refusal.ts";

/** A photo that the server has; width and height are those of its large picture, in pixels; `sha256` of what was sent. */
export type KeptPhoto = { photoId: string; width: number; height: number; sha256: string };
export type Upload = { done: Promise<KeptPhoto | Told>; stop(): void };

export function isKept(answer: object): answer is KeptPhoto {
  return "photoId" in answer;
}
