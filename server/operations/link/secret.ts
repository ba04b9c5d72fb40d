import { createHash, createHmac } from "node:crypto";
import { env } from "../../env.ts";

/** The secret of a tracking link, 128 bits as 22 characters: made from its id, so that the database holds none. */
export function secretOf(linkId: string): string {
  return createHmac("sha256", env().secret)
    .update(`track\n${linkId}`)
    .digest()
    .subarray(0, 16)
    .toString("base64url");
}

/** What the database knows of a secret. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Could this be a secret at all? Everything else is refused without asking. */
export function looksLikeSecret(said: unknown): said is string {
  return typeof said === "string" && /^[A-Za-z0-9_-]{22}$/.test(said);
}

/** The path of the tracking page that a link opens. */
export function trackingPath(linkId: string): string {
  return `/t/${secretOf(linkId)}`;
}
