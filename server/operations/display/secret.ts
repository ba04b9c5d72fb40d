import { createHmac } from "node:crypto";
import { env } from "../../env.ts";

/** Letters and figures that nobody takes for another one. */
const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const codeLength = 8;

function keyed(words: string): Buffer {
  return createHmac("sha256", env().secret).update(words).digest();
}

/** What an opened screen keeps, 128 bits as 22 characters: made from its id and round, so that the database holds none. */
export function displaySecret(displayId: string, round: number): string {
  return keyed(`display\n${displayId}\n${round}`).subarray(0, 16).toString("base64url");
}

/** The code that is typed once at the screen, such as `7KQ2-MX4B`. */
export function displayCode(displayId: string, round: number): string {
  let rest = BigInt(`0x${keyed(`display code\n${displayId}\n${round}`).toString("hex")}`);
  let code = "";
  for (let n = 0; n < codeLength; n++) {
    code += letters[Number(rest % BigInt(letters.length))];
    rest /= BigInt(letters.length);
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What the database knows of a code. It is short, so a plain hash of it could be turned back. */
export function codeHmac(typed: string): string {
  return keyed(`display code typed\n${readCode(typed)}`).toString("hex");
}

/** As it was typed, without its hyphen and in capitals. */
function readCode(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "");
}
