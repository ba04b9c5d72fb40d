"use client";
import { useEffect } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import { useOutbox } from "../_outbox/useOutbox.ts";
import type { StepVerb } from "../jobs/[id]/steps.ts";
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
  useEffect(() => {
    if (personId === "") return;
    const renew = () => void renewStock(personId).catch(() => {});
    renew();
    const beat = setInterval(renew, often);
    liveSocket().on("connect", renew);
    return () => {
      clearInterval(beat);
      liveSocket().off("connect", renew);
    };
  }, [personId, sent]);
  useEffect(() => {
    const idle = setTimeout(() => void warmScanner().catch(() => {}), 8_000);
    return () => clearTimeout(idle);
  }, []);
  return null;
}
