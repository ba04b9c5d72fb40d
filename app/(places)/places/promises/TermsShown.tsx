"use client";
import { presets } from "#server/domain/sla/presets.ts";
import { clockNames } from "#server/domain/sla/terms.ts";
import { pauseReasons, type UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import type { Held, Scope } from "./scope.ts";
import type { Words } from "./useWords.ts";

type Props = { held: Held; urgency: UrgencyLevel; scope: Scope; words: Words };

/** The four clocks that hold, what stops them, who is called, and where all of it is from. */
export function TermsShown({ held, urgency, scope, words }: Props) {
  const { t, format, zh } = words;
  const { clocks, pauses } = held.terms;
  const ladder = scope.found.ladders.find((each) => each.code === held.ladderCode);
  const shipped = presets.find((each) => each.code === held.preset && each.urgency === urgency);
  const by = held.row && (zh ? held.row.by : held.row.byLatin || held.row.by);
  return (
    <>
      <dl className="promise-clocks">
        {clockNames.map((clock) => (
          <div key={clock} data-clock={clock}>
            <dt>{t(`clock.${clock}`)}</dt>
            <dd>
              <b>{words.span(clocks[clock].minutes, clocks[clock].basis)}</b>{" "}
              <small>{t(`basis.${clocks[clock].basis}`)}</small>
            </dd>
          </div>
        ))}
      </dl>
      <p className="promise-from" data-testid="promise-from">
        <b>{words.from(scope, held)}</b> · {held.preset ? t("preset", { preset: held.preset }) : t("byHand")}
        {by &&
          held.row &&
          ` · ${t("by", {
            by,
            time: format.dateTime(new Date(held.row.since), { dateStyle: "medium", timeStyle: "short" }),
          })}`}
        <br />
        {t("fromLine", { source: held.source })}
        {shipped && ` · ${t(`adopt.trust.${shipped.trust}`)}`}
      </p>
      {shipped?.notes?.map((note) => (
        <p key={note} className="promise-from">
          {t(`adopt.note.${note}`)}
        </p>
      ))}
      <details>
        <summary>{t("pauses")}</summary>
        <ul>
          {pauseReasons.map((reason) => (
            <li key={reason}>{words.pause(reason, pauses[reason], clocks.finish.basis)}</li>
          ))}
        </ul>
      </details>
      <details data-testid="promise-ladder">
        <summary>{t("ladder", { name: words.named(ladder) })}</summary>
        <ol>
          {ladder?.steps.map((step, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the ladder
            <li key={n}>{words.step(step)}</li>
          ))}
        </ol>
      </details>
    </>
  );
}
