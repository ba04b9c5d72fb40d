"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { useDesk } from "./desk.ts";
import type { Detail } from "./useDetail.ts";
import { useWords } from "./useWords.ts";

const send = (sent: Inputs["ticket"]["keepAway"]) => api.ticket.keepAway.mutate(sent);

/** Whom the home would rather not have again: as it said, or as the desk heard it; and what the desk does about it. */
export function DrawerCame({ detail, again }: { detail: Detail; again(): void }) {
  const t = useTranslations("control.came");
  if (detail.came.length === 0) return null;
  return (
    <section className="drawer-came" data-testid="drawer-came">
      <h3>{t("title")}</h3>
      <ul>
        {detail.came.map((who) => (
          <OneOf key={who.id} who={who} detail={detail} again={again} />
        ))}
      </ul>
    </section>
  );
}

type Props = { who: Detail["came"][number]; detail: Detail; again(): void };

function OneOf({ who, detail, again }: Props) {
  const t = useTranslations("control.came");
  const words = useWords();
  const { may, linked, say } = useDesk();
  const { run, pending, told, forget } = useCommand(send);
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState("");
  const { id: ticketId, siteId } = detail.ticket;
  const name = words.person(who);
  const field = `came-${who.id}`;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const away = who.away === null;
    const outcome = await run({ ticketId, technicianId: who.id, away, words: why });
    if (!outcome.ok) return document.getElementById(field)?.focus();
    setOpen(false);
    setWhy("");
    say({ tone: "done", title: t(away ? "kept" : "back", { name }) });
    again();
  }
  return (
    <li data-away={who.away !== null}>
      <p>
        <strong>{name}</strong>
        {who.away !== null && <span>{t("away", { time: words.time(who.away, siteId) })}</span>}
      </p>
      {who.words !== "" && (
        <p className="drawer-faint" dir="auto">
          {who.words}
        </p>
      )}
      {may("ticket.keepAway") && !open && (
        <button
          type="button"
          className="control-button"
          disabled={!linked}
          onClick={() => {
            forget();
            setOpen(true);
          }}
        >
          {t(who.away === null ? "keep" : "letBack")}
        </button>
      )}
      {open && (
        <form className="sheet-form" onSubmit={submit} noValidate aria-label={name}>
          {told && (
            <p className="sheet-refusal" role="alert" id={`${field}-problem`}>
              {words.refusal(told)}
            </p>
          )}
          <label htmlFor={field}>{t(who.away === null ? "whyKeep" : "whyBack")}</label>
          <input
            id={field}
            dir="auto"
            value={why}
            aria-describedby={told ? `${field}-problem` : undefined}
            onChange={(event) => setWhy(event.target.value)}
          />
          <p className="drawer-came-acts">
            <button type="submit" className="control-button" disabled={!linked || pending}>
              {t(who.away === null ? "keep" : "letBack")}
            </button>
            <button type="button" className="control-button" onClick={() => setOpen(false)}>
              {t("close")}
            </button>
          </p>
        </form>
      )}
    </li>
  );
}
