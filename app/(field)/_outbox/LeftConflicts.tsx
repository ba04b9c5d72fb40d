"use client";
import { Plate } from "#app/_ui/Plate.tsx";
import { useFieldWords } from "../useFieldWords.ts";
import { Conflict } from "./Conflict.tsx";
import { useOutbox } from "./useOutbox.ts";

/** Steps that were refused on jobs that have left his list: nowhere else could he still decide about them. */
export function LeftConflicts({ listed }: { listed: readonly string[] }) {
  const words = useFieldWords();
  const { commands } = useOutbox();
  const left = commands.filter(({ state, step }) => state === "refused" && !listed.includes(step.ticketId));
  return left.map(({ key, step, about }) => (
    <div key={key} data-testid="left-conflict" data-ticket={step.ticketId}>
      <p className="field-gone-place">
        <Plate place={words.place(about.plate)} size="m" />{" "}
        <span className="field-figures">{about.number}</span>
      </p>
      <Conflict ticketId={step.ticketId} ticket={null} />
    </div>
  ));
}
