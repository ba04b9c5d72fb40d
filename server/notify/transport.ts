import { createHmac } from "node:crypto";
import { now as clockNow } from "../clock.ts";
import { type Env, env } from "../env.ts";
import type { NoticeKind } from "../operations/notice/tell.ts";
import { addressed } from "./addressed.ts";
import { wording } from "./wording.ts";

export type Message = {
  id: string;
  address: string;
  kind: string;
  payload: Record<string, string>;
  locale: "zh" | "en";
};
type Carrier = NonNullable<Env["messages"]>;

/** The carrier will never take this message: it is given up, with its reason. */
export class GaveUp extends Error {}

/** A carrier that has not answered by then is asked again later, ms. */
const patience = 10_000;
/** So much of an answer is read for the reason of a no. */
const reasonBytes = 2_048;
const reasonLength = 200;
/** These say "not now" and not "never". */
const notNow = [408, 429];

/**
 * Hands one message to whoever carries it, as docs/messages.md says. The demo's messages are shown on its inbox page, so
 * there nothing more is done unless a carrier is set. Throws `GaveUp` when it never will be taken, and anything else when
 * it is to be tried again: the carrier knows a message by its id, so that it goes out once however often it is handed over.
 */
export async function send(message: Message): Promise<void> {
  const { messages: carrier, demo } = env();
  if (carrier !== null) return carry(message, carrier);
  if (!demo) throw new Error("no message carrier is set up: set MENDLINE_MESSAGES_URL");
}

async function carry(message: Message, { url, secret }: Carrier): Promise<void> {
  const text = wording(message.kind as NoticeKind, message.locale, addressed(message.payload));
  const body = JSON.stringify({ id: message.id, to: message.address, text });
  const timestamp = String(Math.floor(clockNow().getTime() / 1000));
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Mendline-Timestamp": timestamp,
      "X-Mendline-Signature": `sha256=${signature}`,
    },
    body,
    redirect: "error",
    signal: AbortSignal.timeout(patience),
  });
  const page = (answer.headers.get("content-type") ?? "").includes("text/html");
  if (answer.ok && !page) return void (await answer.body?.cancel());
  const said = page ? "a web page, not a carrier's answer" : await reasonOf(answer);
  const sentence = `the carrier answered ${answer.status}${said === "" ? "" : `: ${said}`}`;
  // A page in between (a proxy, a sign-in) says nothing about the message.
  const never = answer.status >= 400 && answer.status < 500 && !notNow.includes(answer.status) && !page;
  throw never ? new GaveUp(sentence) : new Error(sentence);
}

/** `reason` of a JSON answer, else the beginning of its words. */
async function reasonOf(answer: Response): Promise<string> {
  let words = "";
  const decoder = new TextDecoder();
  for await (const part of answer.body ?? []) {
    words += decoder.decode(part as Uint8Array, { stream: true });
    if (words.length >= reasonBytes) break;
  }
  try {
    const { reason } = JSON.parse(words) as { reason?: unknown };
    if (typeof reason === "string") words = reason;
  } catch {
    // Not JSON: its words are what there is.
  }
  return words.replaceAll(/\s+/g, " ").trim().slice(0, reasonLength);
}
