import type { Connection } from "#db/client.ts";
import { onRing } from "../operations/doorbell.ts";
import { tellOthers } from "../operations/stream/follow.ts";

const coalesce = 5;

/** Passes this process's rings on to running servers. A lost one is healed by their poll. Returns what stops it. */
export function ringOthers(connection: Connection): () => Promise<void> {
  const rung = new Set<string>();
  let knock: NodeJS.Timeout | undefined;
  let sending = Promise.resolve();

  function send(): void {
    knock = undefined;
    const words = [...rung].map((siteId) => `site:${siteId}`);
    rung.clear();
    if (words.length > 0) sending = sending.then(() => tellOthers(connection, words)).catch(() => {});
  }

  const stopListening = onRing((siteId) => {
    rung.add(siteId);
    knock ??= setTimeout(send, coalesce);
  });
  return async () => {
    stopListening();
    clearTimeout(knock);
    send();
    await sending;
  };
}
