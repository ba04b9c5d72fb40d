"use client";
import { useSyncExternalStore } from "react";
import { deviceKept } from "#app/_ui/deviceKept.ts";

const kept = deviceKept("mendline.keys");

/**
 * Do letters, figures and signs act by themselves on this device? Who speaks to his machine, or strikes keys by accident,
 * switches them off; arrows, Enter, Escape and what goes with Ctrl stay.
 */
export function singleKeysOn(): boolean {
  return kept.read() !== "off";
}

export function useSingleKeys(): { on: boolean; set(on: boolean): void } {
  const on = useSyncExternalStore(kept.watch, singleKeysOn, () => true);
  return { on, set: (wanted) => kept.write(wanted ? null : "off") };
}
