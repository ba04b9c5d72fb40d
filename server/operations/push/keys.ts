import { eq } from "drizzle-orm";
import webPush from "web-push";
import type { Database } from "#db/client.ts";
import { installation } from "#db/schema/auth.ts";
import type { VapidKeys } from "../../notify/push.ts";

const key = "vapid";
let known: Promise<VapidKeys> | undefined;

/**
 * The key pair by which push services know this installation, base64url. Made once and kept in the database, so that
 * every server signs with the same one: with another pair every browser's subscription would be void.
 */
export function vapidKeys(db: Database): Promise<VapidKeys> {
  known ??= keep(db).catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function keep(db: Database): Promise<VapidKeys> {
  const value = JSON.stringify(webPush.generateVAPIDKeys());
  await db.insert(installation).values({ key, value }).onConflictDoNothing();
  const [row] = await db.select().from(installation).where(eq(installation.key, key));
  return JSON.parse(row!.value) as VapidKeys;
}
