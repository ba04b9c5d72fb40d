"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Told } from "#app/_trpc/refusal.ts";
import { next, type Verb } from "#server/domain/ticket/lifecycle.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk, useTicket } from "./desk.ts";
import { useDetail } from "./useDetail.ts";
import { useStory } from "./useStory.ts";
import { useWords } from "./useWords.ts";

/** Was a command refused because somebody has changed the job meanwhile? */
export function hasMoved({ code }: Told): boolean {
  return code === "STALE" || code === "STATE";
}

type Props = {
  seen: Ticket;
  /** The version that the refused command was about. */
  version: number;
  verb: Verb;
  /** Goes on with what was filled in, about the job as it is now. */
  goOn(version: number): void;
};

/**
 * Somebody has changed the job while its dialog was open: what, who and when, what is different now, and the way on.
 * Nothing of what was typed is lost.
 */
export function Moved({ seen, version, verb, goOn }: Props) {
  const t = useTranslations("control.moved");
  const words = useWords();
  return (
    <div className="sheet-refusal sheet-moved" role="alert" data-testid="moved">
      <Changes seen={seen} version={version}>
        {(now) =>
          next(now, verb) === null ? (
            <p>{t("over", { status: words.status(now) })}</p>
          ) : (
            <GoOn goOn={() => goOn(now.version)} />
          )
        }
      </Changes>
    </div>
  );
}

export function GoOn({ goOn }: { goOn(): void }) {
  const t = useTranslations("control.moved");
  return (
    <button type="button" className="control-button" data-testid="go-on" onClick={goOn}>
      {t("goOn")}
    </button>
  );
}

type ChangesProps = {
  seen: Ticket;
  version: number;
  /** What follows from it, once it is known; `now` is at least as new as the board's own copy. */
  children?(now: Ticket): ReactNode;
};

/** What somebody has done to a job since a version of it was seen: what, who, when, and what is different now. */
export function Changes({ seen, version, children }: ChangesProps) {
  const t = useTranslations("control");
  const { store } = useDesk();
  const words = useWords();
  const story = useStory();
  const live = useTicket(store, seen.id);
  const { detail, told, again } = useDetail(seen.id, live?.version);
  const now = detail?.ticket;
  const since = detail?.entries.filter((entry) => entry.version > version) ?? [];
  const differs = now ? differences(now) : [];
  return (
    <>
      <strong>{t("moved.title", { number: seen.number })}</strong>
      {told && (
        <>
          <p>{words.refusal(told)}</p>
          <button type="button" className="control-button" onClick={again}>
            {t("drawer.again")}
          </button>
        </>
      )}
      {since.length > 0 && (
        <ul aria-label={t("moved.since")}>
          {since.map((entry) => (
            <li key={entry.seq} data-type={entry.type}>
              <time>{words.time(entry.at, seen.siteId, true)}</time> {story.what(entry, seen.siteId)}{" "}
              <small>{entry.by ? story.doer(entry.by) : t("event.system")}</small>
            </li>
          ))}
        </ul>
      )}
      {differs.length > 0 && (
        <dl>
          {differs.map(([name, before, after]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <s>{before}</s> → {after}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {now && children?.({ ...now, version: Math.max(now.version, live?.version ?? 0) })}
    </>
  );

  function differences(now: Ticket): Array<[string, string, string]> {
    const who = (id: string | null) => (id === null ? t("drawer.noTechnician") : words.technician(id));
    const rows: Array<[string, string, string]> = [
      [t("moved.status"), words.status(seen), words.status(now)],
      [t("drawer.technician"), who(seen.technicianId), who(now.technicianId)],
      [t("drawer.urgency"), t(`urgency.u${seen.urgency}`), t(`urgency.u${now.urgency}`)],
      [t("drawer.fault"), words.fault(seen.faultCode), words.fault(now.faultCode)],
      [t("drawer.place"), words.plate(seen), words.plate(now)],
    ];
    return rows.filter(([, before, after]) => before !== after);
  }
}
