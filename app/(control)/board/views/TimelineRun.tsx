"use client";
import { useRef } from "react";
import type { useTranslations } from "use-intl";
import { UrgencyMark } from "#app/_ui/UrgencyMark.tsx";
import { plateLine } from "#server/domain/place/plate.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { FaceRow } from "../faces/FaceRow.tsx";
import { useFaces } from "../faces/faces.ts";
import { useCarried } from "../useCarried.ts";
import { useFocusAlong } from "../useFocusAlong.ts";
import type { useWords } from "../useWords.ts";
import type { Piece, Run } from "./dayRows.ts";
import type { useDayWords } from "./dayWords.ts";

/** Narrower than this there is no room for words, or for the urgency, px. */
const wordsFrom = 64;
const placeFrom = 176;
const markFrom = 20;
const facesFrom = 44;
const leastWidth = 6;
const reasonFrom = 240;

type Props = {
  id: string;
  run: Run;
  passes: boolean;
  /** It lies on a day that is yet to come. */
  later: boolean;
  x(at: number): number;
  top: number;
  clock: ReturnType<typeof useDayWords>;
  /** Said by the row, so that hundreds of these need no words of their own. */
  t: ReturnType<typeof useTranslations<"control">>;
  words: ReturnType<typeof useWords>;
  opened: boolean;
  focusable: boolean;
  focused(): void;
  open(): void;
};

/** One job in a day: dashed on the way, whole at work, hatched at rest, hollow ahead. Opens the job beside. */
export function TimelineRun({ run, passes, later, x, top, clock, t, words, ...its }: Props) {
  const { ticket, pieces } = run;
  const it = useRef<HTMLLIElement>(null);
  useCarried(it, ticket.id);
  useFocusAlong(it, ticket.id);
  const faces = useFaces(ticket.id);
  const width = Math.max(leastWidth, x(run.until) - x(run.from));
  const after = isAfter(run);
  const left = x(run.from) - (after ? leastWidth : 0);
  // Words begin behind the way there, where they would be struck through.
  const way = pieces[0]?.kind === "travel" ? x(pieces[0].until) - left : 0;
  const indent = width - way >= markFrom ? way : 0;
  const room = width - indent;
  const bars = pieces.map((piece) => (
    <span
      key={piece.from}
      className="piece"
      data-kind={piece.kind}
      data-running={piece.running}
      aria-hidden
      style={{
        left: after ? 0 : x(piece.from) - left,
        width: after ? width : Math.max(2, x(piece.until) - x(piece.from)),
      }}
    >
      {piece.kind === "pause" && piece.reason !== null && x(piece.until) - x(piece.from) >= reasonFrom && (
        <small>{t(`pause.${piece.reason}`)}</small>
      )}
    </span>
  ));
  // Somebody is busy with it, but it is not what was asked for.
  if (!passes)
    return (
      <li className="run" data-out="true" aria-hidden style={{ left, top, width }}>
        {bars}
      </li>
    );
  const fault = words.fault(ticket.faultCode);
  const place = plateLine(words.place(ticket.plate));
  const looking = faces.map(({ name, nameLatin = "", typing }) =>
    t(typing ? "faces.typing" : "faces.looks", { name: words.person({ name, nameLatin }) }),
  );
  const told = [...pieces.map(wordsOf), ...looking].join(words.zh ? "；" : "; ");
  return (
    <li ref={it} className="run" style={{ left, top, width }}>
      {bars}
      {room >= markFrom && (
        <span className="run-clip" aria-hidden>
          <span
            className="run-words"
            style={{ marginInlineStart: indent, maxWidth: `calc(100% - ${indent}px)` }}
          >
            <UrgencyMark level={ticket.urgency as UrgencyLevel} size={14} />
            {room >= wordsFrom && <b>{fault}</b>}
            {room >= placeFrom && <small>{place}</small>}
          </span>
        </span>
      )}
      {width >= facesFrom && faces.length > 0 && (
        <span className="run-faces" aria-hidden>
          <FaceRow ticketId={ticket.id} />
        </span>
      )}
      <button
        type="button"
        className="run-face"
        data-testid="timeline-run"
        data-run={its.id}
        data-ticket={ticket.id}
        data-number={ticket.number}
        data-urgency={ticket.urgency}
        data-opened={its.opened}
        tabIndex={its.focusable ? 0 : -1}
        aria-label={t("timeline.run", { fault, place, told })}
        aria-current={its.opened ? "true" : undefined}
        title={`${ticket.number} · ${fault} · ${place}\n${told}`}
        onFocus={its.focused}
        onClick={its.open}
      />
    </li>
  );

  function wordsOf({ kind, reason, from, until, running }: Piece): string {
    if (after) return t("timeline.later", { what: t(`timeline.kind.${kind}`), until: clock.clock(until) });
    const times = { from: clock.clock(from), until: clock.clock(until) };
    const what =
      kind === "ahead" && reason !== null
        ? t("timeline.goesOnAfter", { reason: t(`pause.${reason}`) })
        : kind === "ahead" && later
          ? t("timeline.goesOn")
          : kind === "pause" && reason !== null
            ? t(`pause.${reason}`)
            : t(`timeline.kind.${kind}`);
    return running ? t("timeline.since", { what, ...times }) : t("timeline.between", { what, ...times });
  }
}

/** Does he come to it only after this day? */
function isAfter({ from, until, pieces }: Run): boolean {
  return from === until && pieces[0]?.kind === "ahead";
}
