"use client";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { type Overrule, toOverrule } from "#server/domain/dispatch/overrule.ts";
import { isUnassigned } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { AssignOverrule } from "./AssignOverrule.tsx";
import { BoardSheet } from "./BoardSheet.tsx";
import { CandidateRow } from "./CandidateRow.tsx";
import { useDesk, useTicket } from "./desk.ts";
import { earlyEnter } from "./earlyEnter.ts";
import { hasMoved, Moved } from "./Moved.tsx";
import { useAssign } from "./useAssign.ts";
import { type Candidate, useCandidates } from "./useCandidates.ts";
import { useWords } from "./useWords.ts";

/** `toId`: whom somebody has picked already, by dropping the card on him, and whose reason is still to be said. */
type Props = { seen: Ticket; toId?: string | undefined; close(): void };

/**
 * Who may go, best first; the first has the focus, so that A and Enter dispatch. Enter pressed before the list is
 * there counts for its first, if nothing speaks against him. Whoever something speaks against goes with a reason.
 */
export function AssignSheet({ seen, toId, close }: Props) {
  const t = useTranslations("control");
  const desk = useDesk();
  const words = useWords();
  const live = useTicket(desk.store, seen.id);
  const { candidates, told, again } = useCandidates(seen.id);
  const assign = useAssign(desk);
  const [version, setVersion] = useState(seen.version);
  const [sendingTo, setSendingTo] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const eager = useRef(false);
  const sending = useRef(false);
  const [overId, setOverId] = useState(toId ?? "");
  const owes = (each: Candidate) => toOverrule(each.whyNot).length > 0;
  const eligible = candidates?.filter((each) => each.eligible && !owes(each)) ?? [];
  const only = candidates?.filter((each) => each.eligible && owes(each)) ?? [];
  const others = candidates?.filter((each) => !each.eligible) ?? [];

  const over = only.find((each) => each.technicianId === overId);

  async function send(to: Candidate, overrule?: Overrule) {
    if (sending.current) return;
    sending.current = true;
    setSendingTo(words.person(to));
    if (await assign.run(seen.id, version, to.technicianId, overrule)) close();
    else setSendingTo("");
    sending.current = false;
  }
  const arrived = candidates !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list arrives
  useEffect(() => {
    if (!arrived) return;
    const first = eligible[0];
    if ((earlyEnter() || eager.current) && first && toId === undefined) void send(first);
    else list.current?.querySelector<HTMLElement>("button:not(:disabled)")?.focus();
    eager.current = false;
  }, [arrived]);
  useEffect(() => () => void earlyEnter(), []);
  // The server has found a reason that this list did not show yet.
  useEffect(() => {
    if (toId === undefined) return;
    setOverId(toId);
    again();
  }, [toId, again]);
  function pressed(event: KeyboardEvent) {
    if (over) return;
    if (event.key === "Enter" && !arrived && !event.repeat) eager.current = true;
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("button:not(:disabled)") ?? [])];
    const here = rows.indexOf(document.activeElement as HTMLElement);
    rows[Math.min(rows.length - 1, Math.max(0, here + by))]?.focus();
  }
  const gone = live === undefined || !isUnassigned(live);
  return (
    <BoardSheet
      title={t("assign.title", { number: seen.number })}
      close={close}
      testId="assign-list"
      about="ticket"
      first={list}
      onKeyDown={pressed}
    >
      <div className="assign-what">
        <Urgency level={seen.urgency} size={20} />
        <strong>{words.fault(seen.faultCode)}</strong>
        <Plate place={words.place(seen.plate)} size="s" />
      </div>
      {assign.told && hasMoved(assign.told) && (
        <Moved
          seen={seen}
          version={version}
          verb="assign"
          goOn={(now) => {
            setVersion(now);
            assign.forget();
            again();
          }}
        />
      )}
      {assign.told && !hasMoved(assign.told) && assign.told.code !== "SAY_WHY" && (
        <div className="sheet-refusal" role="alert">
          <p>{words.refusal(assign.told)}</p>
          {!gone && (
            <button
              type="button"
              className="control-button"
              onClick={() => {
                setVersion(live.version);
                again();
              }}
            >
              {t("assign.refresh")}
            </button>
          )}
        </div>
      )}
      {gone && !assign.pending && !assign.told && live && (
        <p className="sheet-refusal" role="alert">
          {t("assign.taken", { status: words.status(live) })}
          {live.technicianId && ` · ${words.technician(live.technicianId)}`}
        </p>
      )}
      {told && (
        <div className="sheet-refusal" role="alert">
          <p>{t("assign.failed", { why: words.refusal(told) })}</p>
          <button type="button" className="control-button" onClick={again}>
            {t("drawer.again")}
          </button>
        </div>
      )}
      {over && (
        <AssignOverrule
          key={over.technicianId}
          to={over}
          urgency={seen.urgency}
          pending={sendingTo !== ""}
          send={(overrule) => void send(over, overrule)}
          back={() => {
            flushSync(() => setOverId(""));
            list.current?.querySelector<HTMLElement>("button:not(:disabled)")?.focus();
          }}
        />
      )}
      <p className="sheet-hint" role="status">
        {sendingTo
          ? t("assign.sending", { name: sendingTo })
          : candidates
            ? over
              ? ""
              : t("assign.best")
            : told
              ? ""
              : t("assign.loading")}
      </p>
      <div ref={list} className="assign-list" tabIndex={-1} hidden={over !== undefined}>
        {candidates?.length === 0 && <p>{t("assign.none")}</p>}
        {candidates && candidates.length > 0 && eligible.length === 0 && (
          <p>{t(only.length > 0 ? "assign.noneFree" : "assign.noneEligible")}</p>
        )}
        <Candidates
          label={t("assign.list")}
          of={eligible}
          siteId={seen.siteId}
          waits={!desk.linked}
          pick={send}
        />
        <Candidates
          title={t("assign.overrulable")}
          of={only}
          siteId={seen.siteId}
          waits={!desk.linked}
          pick={(each) => setOverId(each.technicianId)}
        />
        <Candidates title={t("assign.notEligible")} of={others} siteId={seen.siteId} />
      </div>
    </BoardSheet>
  );
}

type CandidatesProps = {
  of: Candidate[];
  siteId: string;
  waits?: boolean;
  /** Without it none of them can be picked. */
  pick?(candidate: Candidate): void;
} & ({ label: string; title?: never } | { title: string; label?: never });

/** Some of those who were looked at, under a title where there are any. */
function Candidates({ of, siteId, waits = false, pick, label, title }: CandidatesProps) {
  return (
    <>
      {title !== undefined && of.length > 0 && <h3>{title}</h3>}
      <ul aria-label={label ?? title}>
        {of.map((each) => (
          <CandidateRow
            key={each.technicianId}
            candidate={each}
            siteId={siteId}
            disabled={pick === undefined}
            waits={waits}
            pick={() => pick?.(each)}
          />
        ))}
      </ul>
    </>
  );
}
