"use client";
import { Plate } from "#app/_ui/Plate.tsx";
import { useFieldWords } from "../useFieldWords.ts";
import { Conflict } from "./Conflict.tsx";
import { jobOf } from "./queue.ts";
import { useOutbox } from "./useOutbox.ts";

/** What was refused of jobs that have left his list, or of none: nowhere else could he still decide about it. */
export function LeftConflicts({ listed }: { listed: readonly string[] }) {
  const words = useFieldWords();
  const { commands } = useOutbox();
  const left = commands.filter(
    ({ state, step }) => state === "refused" && !listed.includes(jobOf(step) ?? ""),
  );
  return left.map((command) => (
    <div key={command.key} data-testid="left-conflict" data-ticket={jobOf(command.step) ?? ""}>
      {command.about.plate && (
        <p className="field-gone-place">
          <Plate place={words.place(command.about.plate)} size="m" />{" "}
          <span className="field-figures">{command.about.number}</span>
        </p>
      )}
      <Conflict mine={command} ticket={null} />
    </div>
  ));
}
