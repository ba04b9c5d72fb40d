"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Times } from "#app/_visit/Times.tsx";
import { useSlots } from "#app/_visit/useSlots.ts";
import { mostOffered } from "#server/domain/appointment/choices.ts";
import { suitsWish } from "#server/domain/appointment/wish.ts";
import type { Detail } from "./detail.ts";

const offer = (sent: Inputs["appointment"]["offer"]) => api.appointment.offer.mutate(sent);
const fix = (sent: Inputs["appointment"]["change"]) => api.appointment.change.mutate(sent);

type Props = { detail: Detail; unsent: number; done(words: string): void; close(): void };

/**
 * His own free times, to be offered to the owner, or one to be fixed because they spoke. Only the office knows what is
 * free, so this needs signal, and says so.
 */
export function OfferTimes({ detail, unsent, done, close }: Props) {
  const t = useTranslations("visit.field");
  const refusal = useRefusalWords();
  const { ticket, site } = detail;
  const { slots, told, again } = useSlots(ticket.id, ticket.version, unsent === 0);
  const offering = useCommand(offer);
  const fixing = useCommand(fix);
  const [chosen, setChosen] = useState<string[]>([]);
  const [problem, setProblem] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.focus();
    form.current?.scrollIntoView({ block: "start" });
  }, []);
  const free = slots?.free ?? [];
  const windows = free.filter((each) => chosen.includes(each.from));
  const pending = offering.pending || fixing.pending;
  const unheard = unsent > 0 || told?.code === "OFFLINE";

  async function send(event: FormEvent) {
    event.preventDefault();
    if (windows.length === 0) return setProblem(t("pickOne"));
    const outcome = await offering.run({ ticketId: ticket.id, windows });
    if (outcome.ok) return done(t("sent"));
    await refused(outcome.told);
  }
  async function agree() {
    const [window] = windows;
    if (window === undefined) return setProblem(t("pickOne"));
    const outcome = await fixing.run({ ticketId: ticket.id, window });
    if (outcome.ok) return done(t("spokenSaid"));
    await refused(outcome.told);
  }
  async function refused(why: NonNullable<typeof told>) {
    setProblem(why.code === "OFFLINE" ? t("signal") : refusal(why));
    if (why.code !== "SLOT_TAKEN") return;
    setChosen([]);
    await again();
  }

  return (
    <form
      ref={form}
      tabIndex={-1}
      className="field-reason"
      onSubmit={send}
      noValidate
      aria-label={t("sheet")}
      data-testid="offer-form"
    >
      {unheard && (
        <p role="alert" className="field-problem">
          {t("signal")}
        </p>
      )}
      {!unheard && told && <p role="alert">{refusal(told)}</p>}
      {!unheard && slots === null && told === null && <p role="status">{t("loading")}</p>}
      {slots !== null && free.length === 0 && <p>{t("none")}</p>}
      {free.length > 0 && (
        <>
          <Times
            name="offer"
            title={t("sheet")}
            hint={t("words", { max: mostOffered })}
            windows={free}
            timeZone={site.timeZone}
            chosen={chosen}
            choose={setChosen}
            most={mostOffered}
            problem={problem}
            suits={(window) => suitsWish(window, detail.wish, site.timeZone)}
          />
          {ticket.status === "dispatched" && <p className="field-aside">{t("accepts")}</p>}
          <button
            type="submit"
            className="field-button"
            data-testid="offer-send"
            aria-disabled={pending || windows.length === 0}
          >
            {t("send", { count: windows.length })}
          </button>
          {windows.length === 1 && ticket.status !== "dispatched" && (
            <button
              type="button"
              className="field-plain"
              data-testid="offer-spoken"
              aria-disabled={pending}
              onClick={() => void agree()}
            >
              {t("spoken")}
            </button>
          )}
        </>
      )}
      <button type="button" className="field-plain" onClick={close}>
        {t("close")}
      </button>
    </form>
  );
}
