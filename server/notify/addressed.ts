import { env } from "../env.ts";
import { trackingPath } from "../operations/link/secret.ts";

type Payload = Record<string, string>;

/** Where a message leads: its ticket by the secret link, a page to sign in at, or nowhere. */
export function leadsTo(payload: Payload): string | null {
  return payload.link ? trackingPath(payload.link) : (payload.path ?? null);
}

/**
 * What a message says with `link` as the whole address that its reader opens. In the outbox stands the link's id, so that
 * the database holds no secret.
 */
export function addressed(payload: Payload): Payload {
  const path = leadsTo(payload);
  return path === null ? payload : { ...payload, link: `${env().origin}${path}` };
}
