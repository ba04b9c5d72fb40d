"use client";
import { useEffect, useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import { stitchOf, Thread } from "#app/_ui/Thread.tsx";
import { windowWords } from "#server/domain/appointment/words.ts";
import type { Status } from "#server/domain/ticket/status.ts";
import { zoneWords } from "../../times.ts";
import type { Detail, Entry } from "./detail.ts";
import { statusAfter, stepsAhead } from "./stages.ts";
import type { Story } from "./useStory.ts";

/** How it came to this, newest first on one thread; what is still to come stands faint above. */
export function Timeline({ detail, story, now }: { detail: Detail; story: Story; now: string }) {
  const t = useTranslations("portal.repair");
  const visit = useTranslations("visit.owner");
  const zh = useLocale().startsWith("zh");
  const { ticket, site } = detail;
  const agreed = detail.visit?.agreed ?? null;
  // Whether it is solved is the reporter's to say.
  const ahead = stepsAhead(ticket.status)
    .filter((step) => !(detail.follows && step === "confirmed"))
    .reverse();
  const entries = withStatus(detail.entries).reverse();
  const newest = entries[0]?.entry.seq ?? 0;
  const first = useRef(newest);
  const moved = newest !== first.current;
  useEffect(() => {
    first.current = Math.min(first.current, newest);
  }, [newest]);
  const dueOf = { arrived: ticket.arriveBy, completed: ticket.finishBy } as const;

  return (
    <section aria-labelledby="timeline-title" className="portal-timeline">
      <h2 id="timeline-title">{t("timeline")}</h2>
      {ahead.length > 0 && (
        <ol className="portal-ahead" aria-label={t("ahead")} reversed>
          {ahead.map((step) => (
            <li key={step}>
              <Thread direction="vertical" stitch={stitchOf("received", false)} progress={0} />
              <p>
                {step === "arrived" && agreed
                  ? visit("comes", { when: windowWords(agreed, site.timeZone, zh ? "zh" : "en") })
                  : step === "arrived" || step === "completed"
                    ? t(`future.${step}`, { time: story.time(dueOf[step]) })
                    : t(`future.${step}`)}
              </p>
            </li>
          ))}
        </ol>
      )}
      <ol className="portal-entries" reversed>
        {entries.map(({ entry, status }, index) => (
          <li key={entry.seq} aria-current={index === 0 ? "step" : undefined}>
            <Thread
              direction="vertical"
              stitch={stitchOf(status, entry.type === "reopened")}
              progress={1}
              draw={index === 0 && moved}
            />
            <div>
              <p>{story.entryWords(entry)}</p>
              {entry.words !== "" && (
                <p className="portal-words" dir="auto">
                  {entry.words}
                </p>
              )}
            </div>
            <time dateTime={entry.doneAt ?? entry.at} className="portal-figures">
              {story.time(entry.doneAt ?? entry.at)}
            </time>
          </li>
        ))}
      </ol>
      <p className="portal-zone">{t("zone", { zone: zoneWords(site.timeZone, now) })}</p>
    </section>
  );
}

/** Each entry with the status it led to, oldest first. */
function withStatus(entries: Entry[]): Array<{ entry: Entry; status: Status }> {
  let status: Status = "received";
  return entries.map((entry) => {
    status = (entry.type === "undone" ? (entry.data.status as Status) : statusAfter[entry.type]) ?? status;
    return { entry, status };
  });
}
