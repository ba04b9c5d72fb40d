/** What can kill, gravest first. The faults of the catalogue name one of these. */
export const dangerKinds = ["gas", "trapped", "fire", "water_electric", "falling", "shock"] as const;
export type DangerKind = (typeof dangerKinds)[number];
