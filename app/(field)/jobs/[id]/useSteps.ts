"use client";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { serverNow } from "#app/_ui/serverClock.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { Kept } from "../../_outbox/kept.ts";
import { currentOutbox, keepStep, mend } from "../../_outbox/outbox.ts";
import { foundation, ofTicket } from "../../_outbox/queue.ts";
import { useOutbox } from "../../_outbox/useOutbox.ts";
import { rememberLeft } from "../../ownMoves.ts";
import type { RecordDraft } from "../recordDraft.ts";
import type { Beside, Step } from "./steps.ts";

/** A step without the ticket and its version, which this page knows. */
type Bare<S> = S extends Step ? Omit<S, "ticketId" | "version" | "doneAt" | "after"> : never;
type StepInput = Bare<Exclude<Step, Beside>>;
type Said = { tone: "kept" | "done" | "trouble"; words: string };

/**
 * The technician's steps on one job. Each is kept on the phone and then shown as done there; `said` is what became of the
 * last press. `take` tells whether it was kept.
 */
export function useSteps(ticket: Ticket, personId: string, timeZone: string) {
  const t = useTranslations("field");
  const { commands } = useOutbox();
  const [pressed, setPressed] = useState<string | null>(null);
  const [full, setFull] = useState(false);
  const [pending, setPending] = useState(false);
  const busy = useRef(false);

  /** `of`: the refused record that this one takes the place of. */
  async function take(
    input: StepInput,
    pictures: string[] = [],
    draft?: RecordDraft,
    of?: string,
  ): Promise<boolean> {
    if (busy.current) return false;
    busy.current = true;
    setPending(true);
    const before = currentOutbox().commands;
    const key = of ?? crypto.randomUUID();
    const old = of === undefined ? undefined : before.find((each) => each.key === of);
    const step = {
      ...input,
      ...(old ? { version: ticket.version } : foundation(before, ticket)),
      ticketId: ticket.id,
      doneAt: old?.step.doneAt ?? notBefore(ofTicket(before, ticket.id).at(-1)),
    } as Kept["step"];
    const about = { number: ticket.number, plate: ticket.plate, timeZone };
    const written = draft && { draft };
    try {
      if (old) await mend(old.key, ticket.version, { step, pictures, ...written });
      else await keepStep({ key, personId, step, pictures, about, ...written });
      if (input.verb === "decline" || input.verb === "handBack") rememberLeft(ticket.id);
      setPressed(key);
      setFull(false);
      return true;
    } catch {
      setFull(true);
      return false;
    } finally {
      busy.current = false;
      setPending(false);
    }
  }

  return { take, pending, said: wordsOf(commands.find(({ key }) => key === pressed)) };

  function wordsOf(command: Kept | undefined): Said | null {
    if (full) return { tone: "trouble", words: t("told.noRoom") };
    if (command?.state === "sent") {
      const said = `said.${command.step.verb}` as "said.accept";
      return { tone: "done", words: t.has(said) ? t(said) : "" };
    }
    return command?.state === "queued" ? { tone: "kept", words: t("told.kept") } : null;
  }
}

/** Now by the office's clock as this phone knows it, and never before the step before. */
function notBefore(last: Kept | undefined): string {
  const now = new Date(serverNow()).toISOString();
  return last && last.step.doneAt > now ? last.step.doneAt : now;
}

export type Steps = ReturnType<typeof useSteps>;
