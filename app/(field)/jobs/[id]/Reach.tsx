"use client";
import { MessageSquare, Phone } from "lucide-react";
import { useContext } from "react";
import { useTranslations } from "use-intl";
import { useFreshness } from "#app/_live/connection.ts";
import { byServerClock, PaintedAt, useServerClock } from "#app/_ui/serverClock.ts";
import { phoneWords } from "#app/(portal)/phoneWords.ts";
import { ownerWords } from "#server/domain/ticket/ownerWord.ts";
import { useBeside } from "../../useBeside.ts";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";
import { primaryOf } from "./steps.ts";
import { noteCall } from "./useCallsMade.ts";

/** Must be what public/field-worker.js calls so, ms. */
const numbersLast = 4 * 3_600_000;
/** Without a word from the office for longer than this, ms, it is said since when. */
const worthSaying = 60_000;

/**
 * The owner in one tap, by voice or by message, while the job is his. Where the site holds the number back, the call goes
 * through the desk and the message through the company.
 */
export function Reach({ detail, personId }: { detail: Detail; personId: string }) {
  const t = useTranslations("field");
  const { contact, site, ticket } = detail;
  const words = useFieldWords();
  const { state, lastHeardAt } = useFreshness();
  const heard = Math.max(useContext(PaintedAt), Date.parse(byServerClock(lastHeardAt)) || 0);
  const silence = useServerClock(10_000) - heard;
  // The worker takes the number out of a page that was kept so long ago; one that stayed open hides it.
  const keptLong = state !== "live" && silence > numbersLast;
  const desk = (
    <a className="field-plain field-desk" href={`tel:${site.hotline}`}>
      {t("job.desk", { phone: phoneWords(site.hotline) })}
    </a>
  );
  // Done on this phone, it is his no longer, also while the office has not heard of it.
  if (contact === null || primaryOf(ticket) === null) return desk;
  const { name, phone, masked, mobile } = contact;
  if (phone === "" || keptLong)
    return (
      <>
        <p className="field-aside">{t(keptLong ? "job.phoneLate" : "job.noPhone")}</p>
        {desk}
      </>
    );
  const who = name ? t("job.call", { name }) : t("job.callNobody");
  const since = words.time(new Date(heard).toISOString(), site.timeZone);
  return (
    <>
      {state !== "live" && silence > worthSaying && (
        <p className="field-aside" data-testid="unheard">
          {t("job.unheard", { since })}
        </p>
      )}
      <div className="field-reach" data-masked={masked}>
        <a
          className="field-call"
          href={`tel:${masked ? site.hotline : phone}`}
          data-testid="call"
          onClick={() => noteCall(personId, ticket.id)}
        >
          <Phone size={24} strokeWidth={1.75} aria-hidden />
          <span>
            <span>{masked ? t("reach.throughDesk", { name: name || phone }) : who}</span>
            <span className="field-phone">{masked ? phone : phoneWords(phone)}</span>
          </span>
        </a>
        {mobile && !masked && (
          <a className="field-call" href={`sms:${phone}`} data-testid="message">
            <MessageSquare size={24} strokeWidth={1.75} aria-hidden />
            <span>{t("reach.message")}</span>
          </a>
        )}
      </div>
      {mobile && masked && <ReadyWords detail={detail} personId={personId} />}
      {masked && <p className="field-aside">{t("reach.maskedWords", { number: ticket.number })}</p>}
      {!masked && desk}
    </>
  );
}

/** Sentences that go to the owner from the company's number, one tap each; without network as soon as there is some, while they are still true. */
function ReadyWords({ detail: { ticket, site }, personId }: { detail: Detail; personId: string }) {
  const t = useTranslations("field.reach");
  const about = { number: ticket.number, plate: ticket.plate, timeZone: site.timeZone };
  const { keep, said } = useBeside(personId, about);
  return (
    <fieldset className="field-contact" data-testid="message">
      <legend>{t("messageThrough")}</legend>
      {ownerWords.map((word) => (
        <button
          key={word}
          type="button"
          className="field-plain"
          data-testid={`word-${word}`}
          onClick={() =>
            void keep({ verb: "message", ticketId: ticket.id, word }, t("sent", { words: t(`word.${word}`) }))
          }
        >
          {t(`word.${word}`)}
        </button>
      ))}
      <p role="status">{said}</p>
    </fieldset>
  );
}
