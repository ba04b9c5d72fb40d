import webPush from "web-push";
import { env } from "../env.ts";
import { isPushService } from "./pushService.ts";

export type PushTo = { endpoint: string; p256dh: string; auth: string };
/** The key pair that names this installation to push services, base64url. */
export type VapidKeys = { publicKey: string; privateKey: string };
/** What the field worker shows; `path` opens when it is tapped, and a newer one of the same `tag` replaces it. */
export type PushNote = { title: string; body: string; path: string; tag: string };

/** A message is worth an hour; later the list itself says it. */
const ttl = 3_600;
const patience = 5_000;

/**
 * Sends one note to one browser, encrypted for it. `gone`: the browser does not want messages any more. Throws when
 * its service does not answer or says no for now.
 */
export async function sendPush(to: PushTo, note: PushNote, keys: VapidKeys): Promise<"sent" | "gone"> {
  if (!isPushService(to.endpoint)) return "gone";
  const origin = env().origin;
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
    JSON.stringify(note),
    {
      vapidDetails: {
        subject: origin.startsWith("https:") ? origin : "mailto:mendline@localhost",
        ...keys,
      },
      TTL: ttl,
      urgency: "high",
      contentEncoding: "aes128gcm",
    },
  );
  const answer = await fetch(to.endpoint, {
    method: "POST",
    headers: headers as Record<string, string>,
    body: new Uint8Array(body as Buffer),
    redirect: "error",
    signal: AbortSignal.timeout(patience),
  });
  await answer.body?.cancel();
  if (answer.ok) return "sent";
  if (answer.status === 404 || answer.status === 410) return "gone";
  throw new Error(`the push service answered ${answer.status}`);
}
