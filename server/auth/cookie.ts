import { parseCookie } from "cookie";

/** next-auth's cookie names; the second is used where the site runs on https. */
const names = ["next-auth.session-token", "__Secure-next-auth.session-token"] as const;

/** The session token in a Cookie header, its chunks (`.0`, `.1`, …) put together; null when there is none. */
export function sessionCookie(header: string | undefined): string | null {
  if (!header || header.length > 16_384) return null;
  const cookies = parseCookie(header);
  for (const name of [names[1], names[0]]) {
    if (cookies[name]) return cookies[name];
    let whole = "";
    for (let part = 0; cookies[`${name}.${part}`]; part++) whole += cookies[`${name}.${part}`];
    if (whole) return whole;
  }
  return null;
}
