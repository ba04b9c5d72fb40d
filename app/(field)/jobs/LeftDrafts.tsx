"use client";
import { Plate } from "#app/_ui/Plate.tsx";
import { useFieldWords } from "../useFieldWords.ts";
import { LeftDraft } from "./[id]/LeftDraft.tsx";
import { readDraft } from "./recordDraft.ts";
import { useDrafted } from "./useDrafted.ts";

/** Records that were begun for jobs that have left his list: nowhere else could he still decide about them. */
export function LeftDrafts({ personId, listed }: { personId: string; listed: readonly string[] }) {
  const words = useFieldWords();
  const left = useDrafted(personId).filter((ticketId) => !listed.includes(ticketId));
  return left.map((ticketId) => {
    const draft = readDraft(personId, ticketId);
    // A refused record that is gone over again stands with its conflict.
    if (draft === null) return null;
    const { about } = draft;
    return (
      <div key={ticketId} data-testid="left-record" data-ticket={ticketId}>
        {about?.plate && (
          <p className="field-gone-place">
            <Plate place={words.place(about.plate)} size="m" />{" "}
            <span className="field-figures">{about.number}</span>
          </p>
        )}
        <LeftDraft personId={personId} ticketId={ticketId} about={about} done={() => {}} />
      </div>
    );
  });
}
