import { createTRPCClient, httpLink } from "@trpc/client";
import { sendPicture } from "#app/_photo/sendPicture.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import { serverNow } from "#app/_ui/serverClock.ts";
import type { Api } from "#server/api/router.ts";
import { sendStep } from "../jobs/[id]/steps.ts";
import { agoOf } from "./ago.ts";
import type { Kept } from "./kept.ts";

/** How long one answer is waited for, ms. Asked again later, the same key gets the same answer. */
const patience = 20_000;

/** Who did it, so that it is never sent in the name of somebody who has signed in on this phone since. */
const nameOf = (personId: string) => ({ "x-mendline-as": personId });

/** How long ago it was pressed: a difference, in which a clock that is wrong does not count. */
function agoHeader(doneAt: string, pressedAt: number | undefined): Record<string, string> {
  const ago = agoOf({ doneAt, pressedAt }, { device: Date.now(), office: serverNow() });
  return ago === null ? {} : { "x-mendline-ago": String(ago) };
}

/** Sends one step and tells what the office made of it. */
export async function deliver(
  { personId, key, step, pressedAt }: Kept,
  photoIds: string[],
  beforeIds: string[],
  signedIds: string[],
): Promise<{ moved: NonNullable<Kept["moved"]> } | { told: Told }> {
  const office = createTRPCClient<Api>({
    links: [
      httpLink({
        url: "/api/trpc",
        headers: { "x-mendline": "1", ...nameOf(personId), ...agoHeader(step.doneAt, pressedAt) },
        fetch: (url, options) =>
          fetch(url, { ...(options as RequestInit), signal: AbortSignal.timeout(patience) }),
      }),
    ],
  });
  const input =
    step.verb === "complete"
      ? { ...step, photoIds, ...(beforeIds.length > 0 && { beforeIds }) }
      : step.verb === "note"
        ? { ...step, photoIds, ...(signedIds.length > 0 && { signedIds }) }
        : step.verb === "noAccess"
          ? { ...step, photoIds }
          : step;
  try {
    const { version = 0, status, count } = await sendStep(office, { key, input });
    return { moved: { version, ...(status && { status }), ...(count !== undefined && { count }) } };
  } catch (error) {
    return { told: toldBy(error) };
  }
}

/** Sends one photo in pieces, from where an earlier try ended; it counts as sent only when the office names the same bytes. */
export async function deliverPhoto(
  personId: string,
  bytes: ArrayBuffer,
  sha256: string,
  progress: (percent: number) => void,
): Promise<{ photoId: string } | { told: Told }> {
  const answer = await sendPicture(new Blob([bytes], { type: "image/jpeg" }), progress, nameOf(personId))
    .done;
  if (!("photoId" in answer)) return { told: answer };
  // What is on the phone is not what was kept: sent again for ever it would be no other.
  return answer.sha256 === sha256 ? answer : { told: { code: "UNKNOWN" } };
}

export async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
