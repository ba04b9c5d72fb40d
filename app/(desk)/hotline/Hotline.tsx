"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import { Key } from "#app/_ui/Key.tsx";
import { serverNow } from "#app/_ui/serverClock.ts";
import { descriptionRefusal } from "#server/domain/ticket/description.ts";
import { CallerPart } from "./CallerPart.tsx";
import { CallTabs } from "./CallTabs.tsx";
import { type Caller, type Field, fieldOf, missing, newCall, reportOf } from "./call.ts";
import { FaultPart } from "./FaultPart.tsx";
import type { Problem } from "./FieldError.tsx";
import { Filed, type FiledCall } from "./Filed.tsx";
import { PlacePart } from "./PlacePart.tsx";
import { RepairsPart } from "./RepairsPart.tsx";
import { useCaller } from "./useCaller.ts";
import { useCalls } from "./useCalls.ts";
import { useDeskKeys } from "./useDeskKeys.ts";
import { useDeskWords } from "./useDeskWords.ts";

type Props = { catalogue: Outputs["catalogue"]["get"]; personId: string };
const blank = newCall();

/** One dense form from the first ring to the number, for hands that never leave the keyboard. */
export function Hotline({ catalogue, personId }: Props) {
  const t = useTranslations("desk");
  const refusal = useRefusalWords();
  const words = useDeskWords();
  const { all, call: kept, put, begin, open, hold, show: showCall, restore } = useCalls(personId);
  const call = kept ?? blank;
  const { lookup, ask } = useCaller(call.number);
  const people = lookup.state === "found" ? lookup.people : [];
  const caller = people.find((who) => who.id === call.reporterId) ?? null;
  const [problems, setProblems] = useState<Problem[]>([]);
  const [filed, setFiled] = useState<FiledCall | null>(null);
  const [sending, setSending] = useState(false);
  const number = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => number.current?.focus(), []);

  const chooseCaller = useCallback(
    (who: Caller | null) => {
      if (who === null) return put({ reporterId: null, contactName: "", place: null });
      const only = who.homes.length === 1 ? who.homes[0] : undefined;
      put({
        reporterId: who.id,
        contactName: who.name,
        place: only ? { id: only.placeId, plate: only.plate } : null,
      });
    },
    [put],
  );

  // One person under a number is that person, unless the operator says otherwise; of several none is taken.
  const looked = useRef("");
  useEffect(() => {
    if (lookup.state !== "found" || lookup.number !== call.number || looked.current === lookup.number) return;
    looked.current = lookup.number;
    const [only] = lookup.people;
    if (only && lookup.people.length === 1 && call.reporterId === null && call.contactName === "")
      chooseCaller(only);
  }, [lookup, call.number, call.reporterId, call.contactName, chooseCaller]);

  const show = useCallback((found: Problem[]) => {
    setProblems(found);
    const first = found.find((problem) => problem.field !== null)?.field;
    const target = first ? form.current?.querySelector<HTMLElement>(`#${first}`) : null;
    (target ?? form.current?.querySelector<HTMLElement>("[data-problem]"))?.focus();
  }, []);

  function lackWords(field: Field): string {
    const no = field === "description" ? descriptionRefusal(call.description) : null;
    return no && no.code !== "REQUIRED" ? refusal(no) : t(`need.${field as "number"}`);
  }

  async function file() {
    if (sending || kept === null) return;
    const lacking = missing(call);
    if (lacking.length > 0) {
      show(lacking.map((field) => ({ field, words: lackWords(field) })));
      return;
    }
    setSending(true);
    setProblems([]);
    try {
      const sent = await api.ticket.report.mutate({ key: call.key, input: reportOf(call, serverNow()) });
      setFiled({ ...sent, plate: call.place!.plate });
      looked.current = "";
      begin(true);
      number.current?.focus();
    } catch (error) {
      const told = toldBy(error);
      // It did arrive, before it was changed: what was filed is among the caller's repairs now.
      if (told.code === "IDEMPOTENCY_MISMATCH") ask();
      const own = { OFFLINE: t("unknown"), IDEMPOTENCY_MISMATCH: t("already") } as Record<string, string>;
      show([{ field: fieldOf(told.field), words: own[told.code] ?? refusal(told) }]);
    } finally {
      setSending(false);
    }
  }

  function next() {
    begin(false);
    looked.current = "";
    setProblems([]);
    setFiled(null);
    number.current?.focus();
  }

  /** Another call on the line: what was wrong with the last is not wrong with this one. */
  function change(turn: () => void) {
    turn();
    looked.current = "";
    setProblems([]);
    setFiled(null);
    requestAnimationFrame(() => number.current?.focus());
  }

  useDeskKeys({
    file: () => void file(),
    next,
    open: () => change(open),
    hold: () => change(hold),
    urgency: (level) => put({ urgency: level }),
    caller: (index) => {
      const who = people[index];
      if (who) chooseCaller(who);
    },
  });
  const whole = problems.filter((problem) => problem.field === null);

  return (
    <form
      ref={form}
      className="desk-call"
      data-testid="hotline-form"
      noValidate
      aria-label={t("title")}
      onSubmit={(event) => {
        event.preventDefault();
        void file();
      }}
    >
      <h1 className="visually-hidden">{t("title")}</h1>
      {kept && (
        <CallTabs
          all={all}
          at={kept.key}
          show={(key) => change(() => showCall(key))}
          open={() => change(open)}
        />
      )}
      <div className="desk-columns">
        <div className="desk-column">
          {filed && <Filed filed={filed} />}
          <CallerPart
            call={call}
            put={put}
            lookup={lookup}
            ask={ask}
            chooseCaller={chooseCaller}
            problems={problems}
            field={number}
          />
          <PlacePart key={`place ${call.key}`} call={call} put={put} caller={caller} problems={problems} />
        </div>
        <div className="desk-column">
          <FaultPart
            key={`fault ${call.key}`}
            call={call}
            put={put}
            faults={catalogue.faults}
            problems={problems}
          />
          <div className="desk-acts">
            {whole.map((problem) => (
              <p key={problem.words} role="alert" tabIndex={-1} data-problem className="desk-error">
                {problem.words}
              </p>
            ))}
            <button
              type="submit"
              className="desk-button"
              data-primary="true"
              data-testid="file"
              disabled={kept === null}
              aria-disabled={sending}
            >
              {sending ? t("filing") : t("file")} <Key>Ctrl Enter</Key>
            </button>
            <button type="button" className="desk-button" onClick={next}>
              {t("next")} <Key>Alt N</Key>
            </button>
            {restore && (
              <button type="button" className="desk-button" onClick={restore} data-testid="restore">
                {t("restore")}
              </button>
            )}
            {call.startedAt && (
              <p className="desk-received">
                {t("received", { time: words.time(call.startedAt) })}
                <button
                  type="button"
                  className="desk-button"
                  onClick={() => put({ startedAt: new Date().toISOString() })}
                >
                  {t("now")}
                </button>
              </p>
            )}
            <p className="desk-hint">{t("kept")}</p>
          </div>
        </div>
        <div className="desk-column">
          <RepairsPart people={caller ? [caller] : people} />
        </div>
      </div>
      <footer className="desk-keys">
        {(
          [
            ["Tab", "tab"],
            ["↑ ↓ Enter", "pick"],
            ["Alt ⇧ 1–5", "caller"],
            ["Alt 1–4", "urgency"],
            ["Ctrl Enter", "file"],
            ["Alt N", "next"],
            ["F2", "open"],
            ["F8", "hold"],
          ] as const
        ).map(([key, act]) => (
          <span key={act}>
            <Key>{key}</Key> {t(`keys.${act}`)}
          </span>
        ))}
        {call.place && <span className="visually-hidden">{words.plate(call.place.plate)}</span>}
      </footer>
    </form>
  );
}
