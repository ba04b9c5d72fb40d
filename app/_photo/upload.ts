import { linkHeaders } from "#app/_link/secret.ts";
import type { Told } from "#app/_trpc/refusal.ts";

/** A photo that the server has; width and height are those of its large picture, in pixels; `sha256` of what was sent. */
export type KeptPhoto = { photoId: string; width: number; height: number; sha256: string };
export type Upload = { done: Promise<KeptPhoto | Told>; stop(): void };

/** Sends one picture; `progress` hears percent. An XMLHttpRequest, because fetch does not tell how much has gone. */
export function upload(
  picture: Blob,
  progress: (percent: number) => void,
  headers: Record<string, string> = {},
): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<KeptPhoto | Told>((resolve) => {
    const lost = () => resolve({ code: "OFFLINE" });
    request.open("POST", "/api/photos");
    for (const [name, value] of Object.entries({ "x-mendline": "1", ...linkHeaders(), ...headers }))
      request.setRequestHeader(name, value);
    request.timeout = 60_000;
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(Math.round((event.loaded / event.total) * 100));
    };
    request.onerror = lost;
    request.ontimeout = lost;
    request.onabort = lost;
    request.onload = () => resolve(read(request));
    request.send(picture);
  });
  return { done, stop: () => request.abort() };
}

function read(request: XMLHttpRequest): KeptPhoto | Told {
  try {
    const answer = JSON.parse(request.responseText) as KeptPhoto & { refusal?: Told };
    if (request.status === 200 && answer.photoId) return answer;
    return answer.refusal ?? { code: "UNKNOWN" };
  } catch {
    return { code: "UNKNOWN" };
  }
}

export function isKept(answer: object): answer is KeptPhoto {
  return "photoId" in answer;
}
