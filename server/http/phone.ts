import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ZodError } from "zod";
import { database } from "#db/client.ts";
import { spend } from "../auth/limits.ts";
import { now as clockNow } from "../clock.ts";
import { Refused } from "../domain/refusal.ts";
import { env } from "../env.ts";
import { report } from "../log.ts";
import { hearPhone } from "../operations/hotline/hear.ts";
import { perform } from "../operations/operation.ts";
import { json, readBody } from "./answer.ts";
import { tooDeep } from "./depth.ts";
import { peerOf } from "./peer.ts";

export const phonePath = "/api/phone/calls";
const bodyBytes = 16 * 1024;
/** A signature is good for so long, seconds, before and after its time. */
const goodFor = 300;
const unfit: Record<string, string> = {
  line: "No site has this hotline; check `line` against the number in the site's settings.",
  at: "The time of the event lies in the future, or more than 31 days back.",
};

/**
 * `POST /api/phone/calls`: a phone system tells of a call. `X-Mendline-Timestamp` is Unix seconds and
 * `X-Mendline-Signature` the hex HMAC-SHA256 of `timestamp.body` with MENDLINE_PHONE_SECRET. Answers
 * `{ callId, repeated }`, or `{ error, sentence }` for whoever connects the two.
 */
export async function answerPhone(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const no = (status: number, error: string, sentence: string) => json(response, status, { error, sentence });
  const secret = env().phoneSecret;
  if (secret === null)
    return no(404, "not_connected", "No phone system is connected: MENDLINE_PHONE_SECRET is not set.");
  if (request.method !== "POST") return no(405, "method", "Send a POST.");
  const body = await readBody(request, bodyBytes);
  if (body === null) {
    response.setHeader("Connection", "close");
    return no(413, "too_large", `An event has at most ${bodyBytes} bytes.`);
  }
  const tooMany = (seconds: number) => {
    response.setHeader("Retry-After", seconds);
    return no(429, "slow_down", `Too many events; go on in ${seconds} seconds.`);
  };
  const now = clockNow();
  const timestamp = String(request.headers["x-mendline-timestamp"] ?? "");
  const signature = String(request.headers["x-mendline-signature"] ?? "");
  const signed = isSigned(secret, timestamp, body, signature);
  const inTime =
    /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= goodFor;
  if (!signed || !inTime) {
    // Counted apart, so that nobody can keep the phone system itself from telling of its calls.
    const seconds = await spend("unsigned", peerOf(request));
    if (seconds > 0) return tooMany(seconds);
    return signed
      ? no(401, "timestamp", `X-Mendline-Timestamp is more than ${goodFor} seconds away from our clock.`)
      : no(
          401,
          "signature",
          "X-Mendline-Signature is not the HMAC-SHA256 of timestamp, a dot and this body.",
        );
  }
  const seconds = await spend("phone", "");
  if (seconds > 0) return tooMany(seconds);
  try {
    const text = body.toString("utf8");
    if (tooDeep(text, 3)) return no(400, "body", "The body is nested too deeply.");
    const input = hearPhone.input.parse(JSON.parse(text));
    const actor = { kind: "system" as const, job: "phone" };
    const answer = await perform(hearPhone, { actor, now, db: database().db }, input, randomUUID());
    json(response, 200, answer);
  } catch (error) {
    if (error instanceof SyntaxError) return no(400, "body", "The body is not JSON.");
    if (error instanceof ZodError) {
      const issue = error.issues[0]!;
      const field = issue.code === "unrecognized_keys" ? issue.keys[0] : issue.path.join(".");
      return no(400, "body", `The field "${field ?? ""}" is not right: ${issue.message}.`);
    }
    if (error instanceof Refused) {
      const field = error.refusal.field ?? "";
      return no(422, field, unfit[field] ?? "The event does not fit.");
    }
    report(error, "a phone event could not be taken");
    response.setHeader("Retry-After", 5);
    no(503, "later", "The event could not be kept now; send it again.");
  }
}

/** Compares in constant time; the secret never meets what was sent. */
function isSigned(secret: string, timestamp: string, body: Buffer, signature: string): boolean {
  const right = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest();
  const sent = Buffer.from(signature.replace(/^(v1|sha256)=/, ""), "hex");
  return sent.length === right.length && timingSafeEqual(sent, right);
}
