import { createHmac } from "node:crypto";
import { env } from "../../env.ts";

/** What a label says, 128 bits as 22 characters: made from the code's id, so that the database holds none. */
export function labelSecret(codeId: string): string {
  return createHmac("sha256", env().secret)
    .update(`place\n${codeId}`)
    .digest()
    .subarray(0, 16)
    .toString("base64url");
}

/** The address in a label's QR code. */
export function labelAddress(codeId: string): string {
  return `${env().origin}/q/${labelSecret(codeId)}`;
}
