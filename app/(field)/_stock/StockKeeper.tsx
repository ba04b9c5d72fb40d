"use client";
import { useCallback, useEffect } from "react";
import { useOutbox } from "../_outbox/useOutbox.ts";
import type { StepVerb } from "../jobs/[id]/steps.ts";
import { useAskOnLink } from "../useAskOnLink.ts";
import { warmScanner } from "./scanner.ts";
import { renewStock } from "./stockCopy.ts";

/** How long the list of materials is good enough, ms. */
const often = 5 * 60_000;

const moves: readonly StepVerb[] = ["use", "takeBack", "vanBack"];

/** Keeps the materials and what lies in the van on this phone, and what reads codes where the browser cannot. */
export function StockKeeper({ personId }: { personId: string }) {
  const { commands } = useOutbox();
  const sent = commands.filter(({ state, step }) => state === "sent" && moves.includes(step.verb)).length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the office has heard of a use
  const renew = useCallback(() => {
    if (personId !== "") void renewStock(personId).catch(() => {});
  }, [personId, sent]);
  useAskOnLink(renew);
  useEffect(() => {
    const beat = setInterval(renew, often);
    return () => clearInterval(beat);
  }, [renew]);
  useEffect(() => {
    const idle = setTimeout(() => void warmScanner().catch(() => {}), 8_000);
    return () => clearTimeout(idle);
  }, []);
  return null;
}
