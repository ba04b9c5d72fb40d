import { env } from "../env.ts";

/** The makers of browsers and where they take messages. A subscription that names another place is refused. */
const makers = [
  "fcm.googleapis.com",
  "updates.push.services.mozilla.com",
  "push.services.mozilla.com",
  "notify.windows.com",
  "push.apple.com",
];

/**
 * Is this the address of a push service that we know? The server posts to what a browser names, so anything else
 * could point it at a machine inside.
 */
export function isPushService(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, host, username } = new URL(endpoint);
  if (username !== "") return false;
  if (env().pushHosts.includes(host)) return true;
  return (
    protocol === "https:" && makers.some((maker) => hostname === maker || hostname.endsWith(`.${maker}`))
  );
}
