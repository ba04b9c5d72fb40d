import type { Setting } from "#db/schema/settingChange.ts";
import { settingChange } from "#db/schema/settingChange.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { newId } from "../newId.ts";
import type { Work } from "../operation.ts";

type Change = {
  siteId: string | null;
  setting: Setting;
  of: string;
  verb: "set" | "removed";
  reason: string;
  before: unknown;
  after: unknown;
};

/** Puts on record who changed a setting, when and why, in the transaction that changes it. */
export async function keepChange({ tx, actor, now }: Work, change: Change): Promise<void> {
  const byId = personIdOf(actor)!;
  await tx.insert(settingChange).values({ id: newId(now), ...change, byId, at: now });
}
