import type { Outputs } from "#app/_trpc/client.ts";

export type Spot = Outputs["place"]["spots"]["spots"][number];
export type SpotKind = Spot["kind"];

/** Where people have most to report, first. */
export const kindOrder = [
  "lift",
  "lobby",
  "corridor",
  "stairs",
  "garage",
  "gate",
  "garden",
  "playground",
  "bin_room",
  "roof",
  "pump_room",
  "power_room",
  "fire_room",
  "other",
] as const satisfies readonly SpotKind[];
