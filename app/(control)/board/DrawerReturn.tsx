"use client";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { takeBackReasons } from "#server/domain/repeat/offer.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk } from "./desk.ts";
import { FirstRepair } from "./FirstRepair.tsx";
import { useWords } from "./useWords.ts";

type About = Outputs["repeat"]["of"];
const sendLink = (sent: Inputs["repeat"]["link"]) => api.repeat.link.mutate(sent);
const sendBack = (sent: Inputs["repeat"]["takeBack"]) => api.repeat.takeBack.mutate(sent);

/** What came back with this job: said by a person and to be taken back, or offered with the record of then. */
export function DrawerReturn({ ticket }: { ticket: Ticket }) {
  const t = useTranslations("repeat");
  const words = useWords();
  const { may, say } = useDesk();
  const link = useCommand(sendLink);
  const [about, setAbout] = useState<About | "failed" | null>(null);
  const { id: ticketId, version, siteId } = ticket;
  const ask = useCallback(
    () =>
      api.repeat.of
        .query({ ticketId })
        .then(setAbout, () => setAbout((known) => (known === null ? "failed" : known))),
    [ticketId],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the ticket moves
  useEffect(() => void ask(), [ask, version]);
  if (about === null) return null;
  if (about === "failed") return <p className="drawer-faint">{t("desk.failed")}</p>;
  const { repeat, offers, returns } = about;
  if (repeat === null && offers.length + returns.length === 0) return null;

  async function isReturn(firstId: string) {
    const sent = await link.run({ ticketId, firstId, words: "" });
    say(
      sent.ok
        ? { tone: "done", title: t("desk.linked") }
        : { tone: "refused", title: words.refusal(sent.told) },
    );
    await ask();
  }

  return (
    <section data-testid="drawer-return">
      <h3>{t(repeat === null && offers.length > 0 ? "desk.title" : "title")}</h3>
      {repeat && (
        <>
          <p className="drawer-mark" data-testid="return-of">
            {t("of", { number: repeat.first.number })}
          </p>
          <p className="drawer-faint">
            {t("desk.by", {
              by: repeat.by ? words.person(repeat.by) : t(`desk.role.${roleOf(repeat.byRole)}`),
            })}
            {" · "}
            <time>{words.time(repeat.at, siteId)}</time>
          </p>
          <FirstRepair first={repeat.first} siteId={siteId} />
          {may("repeat.takeBack") && <TakeBack ticketId={ticketId} done={ask} />}
        </>
      )}
      {offers.length > 0 && <p className="drawer-faint">{t("desk.hint")}</p>}
      {offers.map((offer) => (
        <div key={offer.ticketId} data-testid="return-offer" data-ticket={offer.ticketId}>
          <p>
            <strong>{offer.number}</strong> {words.zh ? offer.faultZh : offer.faultEn} ·{" "}
            {offer.reasons.map((reason) => t(`reasons.${reason}`)).join(" · ")}
          </p>
          <p className="drawer-faint">
            {t("until", { days: offer.days, time: words.time(offer.until, siteId) })}
          </p>
          {offer.repair && <FirstRepair first={offer.repair} siteId={siteId} />}
          {may("repeat.link") && (
            <button
              type="button"
              className="control-button"
              data-testid="return-link"
              aria-label={t("desk.linkLabel", { number: offer.number ?? "" })}
              aria-disabled={link.pending}
              onClick={() => void isReturn(offer.ticketId)}
            >
              {t("desk.link")}
            </button>
          )}
        </div>
      ))}
      {returns.length > 0 && (
        <p data-testid="returned">
          {t("desk.returns", { numbers: returns.map((each) => each.number).join(", ") })}
        </p>
      )}
    </section>
  );
}

const roles = ["resident", "link", "operator", "dispatcher", "lead", "manager"] as const;

function roleOf(role: string): (typeof roles)[number] | "other" {
  return roles.find((each) => each === role) ?? "other";
}

function TakeBack({ ticketId, done }: { ticketId: string; done(): Promise<void> }) {
  const t = useTranslations("repeat.desk");
  const words = useWords();
  const { say } = useDesk();
  const { run, pending, told } = useCommand(sendBack);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [said, setSaid] = useState("");
  const [lacks, setLacks] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const chosen = takeBackReasons.find((each) => each === reason);
    setLacks(chosen === undefined);
    if (chosen === undefined) return;
    const sent = await run({ ticketId, reason: chosen, words: said });
    if (!sent.ok) return;
    say({ tone: "done", title: t("takenBack") });
    await done();
  }
  if (!open)
    return (
      <button
        type="button"
        className="control-button"
        data-testid="return-take-back"
        onClick={() => setOpen(true)}
      >
        {t("takeBack")}
      </button>
    );
  return (
    <form className="sheet-form" onSubmit={submit} noValidate aria-label={t("takeBack")}>
      {(lacks || told) && (
        <p className="sheet-refusal" role="alert">
          {told ? words.refusal(told) : t("choose")}
        </p>
      )}
      <label className="sheet-field">
        {t("why")}
        <select name="reason" value={reason} onChange={(event) => setReason(event.target.value)}>
          <option value="">{t("choose")}</option>
          {takeBackReasons.map((each) => (
            <option key={each} value={each}>
              {t(`reason.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="sheet-field">
        {t("words")}
        <input name="words" maxLength={300} value={said} onChange={(event) => setSaid(event.target.value)} />
      </label>
      <p>
        <button type="submit" className="control-button" aria-disabled={pending}>
          {t("sure")}
        </button>{" "}
        <button type="button" className="control-button" onClick={() => setOpen(false)}>
          {t("cancel")}
        </button>
      </p>
    </form>
  );
}
