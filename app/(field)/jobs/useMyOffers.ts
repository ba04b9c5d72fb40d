"use client";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { useServerClock } from "#app/_ui/serverClock.ts";
import type { Kept } from "../_outbox/kept.ts";
import { useOutbox } from "../_outbox/useOutbox.ts";
import { type Heard, useOverList } from "./useOverList.ts";

export type Mine = Outputs["offer"]["mine"];
export type Offer = Mine["open"][number];

/** What he has asked for or passed on, among all that this phone keeps. */
type Answer = Kept & { step: Extract<Kept["step"], { verb: "claim" | "pass" }> };

const lookEvery = 20_000;
/** How long it is said that an offer has become his job, or another's, ms; then the list alone says it. */
const toldFor = 60_000;

/** Work that is held out to him, and what he has asked for: the first to take it has it, so only the office can say who. */
export function useMyOffers(first: Heard<Mine> | null, personId: string) {
  const now = useServerClock(1_000);
  const { commands } = useOutbox();
  const own = commands.filter(isAnswer);
  const heard = useOverList(`offers ${personId}`, first, {
    ask: () => api.offer.mine.query({}),
    again: own.filter(({ state }) => state !== "queued").length,
    every: lookEvery,
  });
  const answered = (id: string, ...not: Array<Kept["state"]>) =>
    own.some(({ step, state }) => step.offerId === id && !not.includes(state));
  return {
    now,
    last: own.at(-1),
    waiting: own.filter(({ step, state }) => step.verb === "claim" && state === "queued"),
    open: (heard?.said.open ?? []).filter(
      ({ id, expiresAt }) => !answered(id, "refused") && Date.parse(expiresAt) > now,
    ),
    // Whoever asked for it is told by his own request, with both sides.
    lost: (heard?.said.lost ?? []).filter(({ id, at }) => !answered(id) && now - Date.parse(at) < toldFor),
  };
}

function isAnswer(command: Kept): command is Answer {
  return command.step.verb === "claim" || command.step.verb === "pass";
}

/** Has this become his so lately that it is still said? */
export function justAnswered({ answeredAt }: Kept): boolean {
  return answeredAt !== null && Date.now() - Date.parse(answeredAt) < toldFor;
}
