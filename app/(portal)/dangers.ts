import { type DangerKind, dangerKinds } from "#server/domain/catalogue/danger.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";

/** The dangers that are asked for before any form, gravest first; the codes are those of the fault catalogue. */
export const dangers = dangerKinds;
export type Danger = DangerKind;

export const dangerUrgency: UrgencyLevel = 1;

export function isDanger(word: unknown): word is Danger {
  return dangers.some((danger) => danger === word);
}
