import { linkHeaders } from "#app/_link/secret.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import type { KeptPhoto, Upload } from "./upload.ts";
import { isKept } from "./upload.ts";

type Step = { uploadId: string; offset: number } | KeptPhoto;

const uploads = "/api/photos/uploads";
/** Small, so that a bad line loses little and the progress moves. */
const pieceBytes = 96 * 1024;
/** How long one answer is waited for, ms. */
const answerPatience = 30_000;
/** Waits after a break, ms; then it is up to the person, or to the line coming back. */
const patience = [500, 1_500, 4_000];
/** After these the picture is announced once more; an upload that was given up meanwhile (NOT_FOUND) begins anew. */
const worthAsking: Array<Told["code"]> = ["OFFLINE", "PHOTO_OFFSET", "SAVE_LATER", "NOT_FOUND"];

/**
 * Sends one picture in pieces; after a break it asks where to go on. `progress` hears percent; `named` goes with every
 * request. OFFLINE when nobody answers any more: the same picture sent again later goes on where it ended.
 */
export function sendPicture(
  picture: Blob,
  progress: (percent: number) => void,
  named: Record<string, string> = {},
): Upload {
  const stopped = new AbortController();
  return { done: send(picture, progress, named, stopped.signal), stop: () => stopped.abort() };
}

async function send(
  picture: Blob,
  progress: (percent: number) => void,
  named: Record<string, string>,
  signal: AbortSignal,
): Promise<KeptPhoto | Told> {
  const sha256 = await hashOf(picture);
  const announcement = JSON.stringify({ length: picture.size, sha256, type: picture.type || "image/jpeg" });
  for (let breaks = 0; ; ) {
    let step = await ask(uploads, { method: "POST", headers: named, body: announcement, signal });
    while (!("code" in step)) {
      if (isKept(step)) return step;
      const { uploadId, offset } = step;
      progress(Math.round((offset / picture.size) * 100));
      step = await ask(`${uploads}/${uploadId}`, {
        method: "PATCH",
        headers: { ...named, "Upload-Offset": String(offset), "Content-Type": "application/octet-stream" },
        body: picture.slice(offset, offset + pieceBytes),
        signal,
      });
      if (!("code" in step) && !isKept(step) && step.offset > offset) breaks = 0;
    }
    const again = worthAsking.includes(step.code);
    const wait = patience[breaks++];
    if (signal.aborted || !again || wait === undefined) return step;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

async function ask(url: string, request: RequestInit & { signal: AbortSignal }): Promise<Step | Told> {
  // Two signals in one by hand: browsers of 2023 have nothing that joins them.
  const patient = new AbortController();
  const end = () => patient.abort();
  const late = setTimeout(end, answerPatience);
  if (request.signal.aborted) end();
  request.signal.addEventListener("abort", end);
  try {
    const headers = { "x-mendline": "1", ...linkHeaders(), ...(request.headers as Record<string, string>) };
    const answer = await fetch(url, { ...request, headers, signal: patient.signal });
    const read = (await answer.json()) as Step & { refusal?: Told };
    // An answer that is none of ours comes from something in between, and says nothing about the picture.
    return answer.ok ? read : (read.refusal ?? { code: "OFFLINE" });
  } catch {
    return { code: "OFFLINE" };
  } finally {
    clearTimeout(late);
    request.signal.removeEventListener("abort", end);
  }
}

async function hashOf(picture: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await picture.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
