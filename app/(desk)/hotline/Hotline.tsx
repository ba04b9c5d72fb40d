"use client";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Key } from "#app/_ui/Key.tsx";
import { Ready } from "#app/_ui/Ready.tsx";
import { serverNow } from "#app/_ui/serverClock.ts";
import { descriptionRefusal } from "#server/domain/ticket/description.ts";
import { isOpen } from "#server/domain/ticket/status.ts";
import { CallerPart } from "./CallerPart.tsx";
import { CallTabs } from "./CallTabs.tsx";
import {
  type Call,
  type Caller,
  callerPatch,
  type Field,
  fieldOf,
  missing,
  newCall,
  placeIdOf,
  reportOf,
} from "./call.ts";
import { FaultPart } from "./FaultPart.tsx";
import type { Problem } from "./FieldError.tsx";
import { Filed, type FiledCall } from "./Filed.tsx";
import { PeoplePart } from "./PeoplePart.tsx";
import { PlacePart } from "./PlacePart.tsx";
import { noTimeOf, ReceivedPart } from "./ReceivedPart.tsx";
import { RepairsPart } from "./RepairsPart.tsx";
import { ReturnPart } from "./ReturnPart.tsx";
import { nextToTake, RingStrip } from "./RingStrip.tsx";
import { RunningPart } from "./RunningPart.tsx";
import { isTheirs, SamePart } from "./SamePart.tsx";
import { Seat } from "./Seat.tsx";
import { UnknownPart } from "./UnknownPart.tsx";
import { useAsked } from "./useAsked.ts";
import { useCaller } from "./useCaller.ts";
import { useCalls } from "./useCalls.ts";
import { useDeskKeys } from "./useDeskKeys.ts";
import { useDeskWords } from "./useDeskWords.ts";
import type { Rings } from "./useRings.ts";
import { type Like, useSame } from "./useSame.ts";
import { useTaking } from "./useTaking.ts";
import { useWrong } from "./useWrong.ts";

const followIt = (sent: Inputs["ticket"]["follow"]) => api.ticket.follow.mutate(sent);

type Props = {
  catalogue: Outputs["catalogue"]["get"];
  sites: Outputs["hotline"]["sites"]["sites"];
  firstRings: Rings | null;
  personId: string;
};
const blank = newCall();

/** One dense form from the first ring to the number, for hands that never leave the keyboard. */
export function Hotline({ catalogue, sites, firstRings, personId }: Props) {
  const t = useTranslations("desk");
  const refusal = useRefusalWords();
  const words = useDeskWords();
  const {
    all,
    call: kept,
    put,
    begin,
    filed: isFiled,
    isOnLine,
    open,
    ringIn,
    more,
    hold,
    show: showCall,
    restore,
  } = useCalls(personId);
  const call = kept ?? blank;
  const ready = kept !== null;
  const { lookup, ask } = useCaller(call.number);
  const people = lookup.state === "found" ? lookup.people : [];
  const caller = people.find((who) => who.id === call.reporterId) ?? null;
  // Those of the caller, and those that somebody unknown reported from this number.
  const running = [
    ...(caller ? [caller] : people).flatMap((who) => who.open),
    ...(lookup.state === "found" ? lookup.unknown : [])
      .filter((job) => isOpen(job.status))
      .map((job) => ({ ...job, whose: "own" as const })),
  ];
  const taking = useTaking({ ringIn, ready, opened: onOtherCall, firstRings });
  const { rings } = taking;
  const asked = useAsked(call.key, call.callId);
  const likes = useSame(call);
  const follow = useCommand(followIt);
  const [filed, setFiled] = useState<FiledCall | null>(null);
  /** What was filed last, as long as its number stands there to be said. */
  const [told, setTold] = useState<Call | null>(null);
  const [sent, setSent] = useState<string[]>([]);
  const sending = sent.includes(call.key);
  const number = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const noNumber = lookup.state === "idle" && lookup.no !== undefined ? refusal(lookup.no) : null;
  const { problems, noSame, refused, mark, show } = useWrong(call, isOnLine, form, noNumber);

  // Whoever is faster than the script types the number of a new call, whichever call is kept on the line.
  useLayoutEffect(() => {
    if (number.current?.value) open();
    number.current?.focus();
  }, [open]);

  const chooseCaller = useCallback((who: Caller | null) => put(callerPatch(call, who)), [put, call]);

  // One person under a number is that person, unless the operator says otherwise; of several none is taken.
  const looked = useRef("");
  useEffect(() => {
    if (lookup.state !== "found" || lookup.number !== call.number || looked.current === lookup.number) return;
    looked.current = lookup.number;
    const [only] = lookup.people;
    if (only && lookup.people.length === 1 && call.reporterId === null && call.contactName === "")
      chooseCaller(only);
  }, [lookup, call.number, call.reporterId, call.contactName, chooseCaller]);

  /** The call is over, and what there is to say to its caller stands there; the line moves on only if it was on it. */
  function over(what: FiledCall) {
    const wasOnLine = isFiled(call.key);
    setFiled(wasOnLine ? what : { ...what, caller: `${call.contactName} ${call.number}`.trim() });
    setTold(call);
    mark(call.key, {});
    if (!wasOnLine) return;
    looked.current = "";
    number.current?.focus();
  }

  /** It is one that is known already: the household follows it, or the call goes on its record. */
  async function isSame(like: Like | undefined) {
    if (like === undefined || kept === null) return;
    const done = (instead: "follows" | "onRecord") =>
      over({
        ticketId: like.ticketId,
        number: like.number ?? "",
        plate: "plate" in like.where ? like.where.plate : { zh: {}, en: {} },
        instead,
      });
    if (caller === null || isTheirs(like, caller)) {
      const words = caller === null ? `${call.contactName} ${call.number}`.trim() : "";
      const sent = await asked.record({ id: like.ticketId, status: like.status }, words);
      return sent ? done("onRecord") : mark(call.key, { noSame: t("same.failed") });
    }
    const home = caller.homes.find(({ placeId }) => placeId === call.place?.id)?.placeId;
    const sent = await follow.run({
      ticketId: like.ticketId,
      personId: caller.id,
      ...(home && { homeId: home }),
      ...(call.callId && { callId: call.callId }),
    });
    if (sent.ok) done("follows");
    else mark(call.key, { noSame: refusal(sent.told) });
  }

  function lackWords(field: Field): string {
    if (field === "earlier") return refusal(noTimeOf(call.noTime ?? "", timeZone));
    const no = field === "description" ? descriptionRefusal(call.description) : null;
    return no && no.code !== "REQUIRED" ? refusal(no) : t(`need.${field as "number"}`);
  }

  async function file() {
    if (sending || kept === null) return;
    const lacking: Problem[] = missing(call).map((field) => ({ field, words: lackWords(field) }));
    if (noNumber !== null) lacking.unshift({ field: "number", words: noNumber });
    if (lacking.length > 0) return show(call, lacking);
    setSent((keys) => [...keys, call.key]);
    mark(call.key, {});
    try {
      const sent = await api.ticket.report.mutate({
        key: call.key,
        input: reportOf(
          call,
          serverNow(),
          likes.map((like) => like.ticketId),
        ),
      });
      over({ ...sent, plate: call.place!.plate });
    } catch (error) {
      const told = toldBy(error);
      // It did arrive, before it was changed: what was filed is among the caller's repairs now.
      if (told.code === "IDEMPOTENCY_MISMATCH") ask();
      const own = { OFFLINE: t("unknown"), IDEMPOTENCY_MISMATCH: t("already") } as Record<string, string>;
      const field = fieldOf(told.field);
      const why = field === "earlier" && told.code === "REQUIRED" ? t("need.earlier") : undefined;
      show(call, [{ field, words: own[told.code] ?? why ?? refusal(told) }]);
    } finally {
      setSent((keys) => keys.filter((key) => key !== call.key));
    }
  }

  /** The caller has something else to report: the same call, so nothing that was asked is asked again. */
  function oneMore() {
    if (filed === null || told === null) return;
    flushSync(() => more(told));
    // Whoever was looked up is known already.
    looked.current = told.number;
    setFiled(null);
    setTold(null);
    form.current?.querySelector<HTMLElement>("#fault")?.focus();
  }

  function next() {
    // Nothing was to be filed; the call is over for everybody.
    if (call.callId !== null) void taking.finish(call.callId);
    mark(call.key, {});
    begin();
    looked.current = "";
    setFiled(null);
    setTold(null);
    number.current?.focus();
  }

  /** Another call on the line. */
  function change(turn: () => void) {
    turn();
    onOtherCall();
  }
  /** The focus goes at once: a frame later the first figures were typed into nothing. */
  function onOtherCall() {
    looked.current = "";
    setFiled(null);
    setTold(null);
    number.current?.focus();
  }

  useDeskKeys({
    file: () => void file(),
    next,
    more: oneMore,
    open: () => change(open),
    hold: () => change(hold),
    take: () => void taking.take(nextToTake(rings.ringing)?.callId),
    same: () => void isSame(likes[0]),
    asked: () => {
      const [first] = running;
      if (first) void asked.record(first);
    },
    urgency: (level) => put({ urgency: level }),
    caller: (index) => {
      const who = people[index];
      if (who) chooseCaller(who);
    },
  });
  const placeId = placeIdOf(call);
  // The clocks of the place; before there is one, those of the first site that rings here.
  const { timeZone = "UTC" } = sites.find(({ id }) => id === call.place?.siteId) ?? sites[0] ?? {};
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
      {(rings.ringing.length > 0 || taking.no) && (
        <RingStrip
          ringing={rings.ringing}
          take={(callId) => void taking.take(callId)}
          dismiss={(callId) => void taking.finish(callId)}
          no={taking.no}
        />
      )}
      <CallTabs
        all={ready ? all : [blank]}
        at={call.key}
        refused={refused}
        show={(key) => change(() => showCall(key))}
        open={() => change(open)}
      >
        <Seat extension={rings.extension} ask={taking.ask} />
      </CallTabs>
      <div className="desk-columns">
        <div className="desk-column">
          {filed && <Filed filed={filed} more={told === null ? null : oneMore} />}
          <CallerPart
            call={call}
            put={put}
            lookup={lookup}
            ask={ask}
            ready={ready}
            chooseCaller={chooseCaller}
            problems={problems}
            field={number}
          />
          <Ready until={ready}>
            <PlacePart
              key={`place ${call.key}`}
              call={call}
              put={put}
              caller={caller}
              sites={sites}
              problems={problems}
            />
          </Ready>
        </div>
        <div className="desk-column">
          <Ready until={ready}>
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
              <ReceivedPart
                key={`received ${call.key}`}
                call={call}
                put={put}
                timeZone={timeZone}
                problems={problems}
              />
              <p className="desk-hint">{t("kept")}</p>
            </div>
          </Ready>
        </div>
        <div className="desk-column">
          <RunningPart placeId={placeId} personId={call.reporterId} />
          {placeId && <PeoplePart key={`people ${call.key} ${placeId}`} placeId={placeId} call={call} />}
          <SamePart likes={likes} caller={caller} same={(like) => void isSame(like)} no={noSame} />
          <ReturnPart call={call} put={put} />
          <RepairsPart
            open={running}
            people={caller ? [caller] : people}
            asked={asked}
            stranger={lookup.state === "found"}
          />
          {lookup.state === "found" && (
            <UnknownPart
              unknown={lookup.unknown}
              people={people}
              joined={ask}
              key={`unknown ${call.number}`}
            />
          )}
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
            ["Alt M", "more"],
            ["F2", "open"],
            ["F8", "hold"],
            ["F9", "take"],
            ["F4", "same"],
            ["Alt A", "asked"],
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
