"use client";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { isUnknown, type Told } from "#app/_trpc/refusal.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { next } from "#server/domain/ticket/lifecycle.ts";
import type { Status } from "#server/domain/ticket/status.ts";
import { rememberLeft } from "../../ownMoves.ts";
import type { Detail } from "./detail.ts";
import { type Step, type StepVerb, sendStep } from "./steps.ts";
import { toSignIn, type useJob } from "./useJob.ts";

/** A step without the ticket and its version, which this page knows. */
type Bare<S> = S extends Step ? Omit<S, "ticketId" | "version"> : never;
type StepInput = Bare<Step>;
type Said = { tone: "done" | "trouble"; words: string };

/**
 * The technician's steps on one job. `said` is what the last press came to; `again` the verb whose outcome nobody knows,
 * so that its button can offer the same press once more. A refusal about the job itself asks for the newest first.
 */
export function useSteps(
  detail: Detail,
  { refetch, lose }: Pick<ReturnType<typeof useJob>, "refetch" | "lose">,
) {
  const t = useTranslations("field");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(sendStep);
  const [said, setSaid] = useState<Said | null>(null);
  const [open, setOpen] = useState<{ verb: StepVerb; leadsTo: Status | null } | null>(null);
  const [under, setUnder] = useState<StepVerb | null>(null);
  const [declined, setDeclined] = useState(false);
  const { ticket } = detail;

  // Nobody answered, but the job has moved: it had arrived.
  useEffect(() => {
    if (open === null || pending || open.leadsTo !== ticket.status) return;
    setOpen(null);
    setSaid({ tone: "done", words: t(`said.${open.verb}`) });
  }, [open, pending, ticket.status, t]);

  async function take(input: StepInput): Promise<Told | null> {
    setSaid(null);
    setUnder(input.verb);
    const { id: ticketId, version } = ticket;
    const outcome = await run({ ...input, ticketId, version } as Step);
    setUnder(null);
    if (outcome.ok) {
      setOpen(null);
      if (input.verb === "decline") {
        rememberLeft(ticketId);
        setDeclined(true);
      } else {
        setSaid({ tone: "done", words: t(`said.${input.verb}`) });
        await refetch();
      }
      return null;
    }
    const { told } = outcome;
    setOpen(isUnknown(told) ? { verb: input.verb, leadsTo: next(ticket.status, input.verb) } : null);
    setSaid({ tone: "trouble", words: wordsOf(told) });
    if (told.code === "NOT_SIGNED_IN") toSignIn(ticketId);
    if (["STATE", "STALE", "NOT_YOURS_NOW", "NOT_FOUND"].includes(told.code)) await lookAgain(told);
    return told;
  }

  async function lookAgain(told: Told) {
    const { by, seconds, type } = told.params ?? {};
    const left = told.code === "NOT_YOURS_NOW" || type === "withdrawn" || type === "cancelled";
    if (left) lose({ by: String(by ?? ""), seconds: Number(seconds ?? 0), type: String(type ?? "") });
    else await refetch();
  }

  function wordsOf(told: Told): string {
    if (told.code === "OFFLINE") return t(navigator.onLine ? "told.unknown" : "told.notSent");
    if (told.code !== "STALE" && told.code !== "STATE") return refusal(told);
    const by = told.params?.by;
    return by ? t("told.changedBy", { by }) : t("told.changed");
  }

  return { take, pending, under, said, again: open?.verb ?? null, declined };
}

export type Steps = ReturnType<typeof useSteps>;
