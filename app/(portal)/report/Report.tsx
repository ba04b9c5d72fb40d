"use client";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { usePhotos } from "#app/_photo/usePhotos.ts";
import type { Outputs } from "#app/_trpc/client.ts";
import { Ready } from "#app/_ui/Ready.tsx";
import { isRefusal } from "#server/domain/refusal.ts";
import { descriptionRefusal } from "#server/domain/ticket/description.ts";
import { readTyped } from "#server/domain/time/typed.ts";
import { Dangers } from "../Dangers.tsx";
import { useChosenDanger } from "../danger/useChosenDanger.ts";
import { isDanger } from "../dangers.ts";
import { callable, linesOf } from "../lines.ts";
import { type Problem, Problems } from "../Problems.tsx";
import { phoneWords } from "../phoneWords.ts";
import { BeganStep } from "./BeganStep.tsx";
import { CheckStep } from "./CheckStep.tsx";
import { DescribeStep } from "./DescribeStep.tsx";
import {
  codeOf,
  type Draft,
  firstOpenStep,
  isAskedAt,
  isBlank,
  type Missing,
  missingAt,
  type Scanned,
  type Site,
  type Step,
  steps,
  stepsOf,
} from "./draft.ts";
import { FaultDanger } from "./FaultDanger.tsx";
import { KeptAside } from "./KeptAside.tsx";
import { Known } from "./Known.tsx";
import { photoDrawer } from "./localKept.ts";
import { SameStep } from "./SameStep.tsx";
import { SentAlready } from "./SentAlready.tsx";
import { StepLink } from "./StepLink.tsx";
import { UrgencyStep } from "./UrgencyStep.tsx";
import { lastSent, type Sent, useDraft } from "./useDraft.ts";
import { labelOf, useScanned } from "./useScanned.ts";
import { useSimilar } from "./useSimilar.ts";
import { useSubmit } from "./useSubmit.ts";
import { VisitStep } from "./VisitStep.tsx";
import { WhatStep } from "./WhatStep.tsx";
import { WhereStep } from "./WhereStep.tsx";

type Props = {
  personId: string;
  catalogue: Outputs["catalogue"]["get"];
  choices: Outputs["place"]["choices"];
  /** The label that brought them here. */
  scanned: Scanned | null;
  /** A danger may be anywhere, and whoever has no home may report at any of them. */
  everySite: Site[];
};

/** The report, one question a page. The step is in the address, so Back means the step before; the answers are kept. */
export function Report({ personId, catalogue, choices: own, scanned, everySite }: Props) {
  const t = useTranslations("portal");
  const refusal = useRefusalWords();
  const zh = useLocale().startsWith("zh");
  const query = useSearchParams();
  const { draft, change, drop, anew } = useDraft(personId);
  const everyLine = linesOf(everySite, zh, own.sites);
  const choices = useScanned(own, everySite, catalogue.faults, scanned, draft, change);
  const photos = usePhotos(draft?.photos, (kept) => change({ photos: kept }), photoDrawer(personId));
  const [problems, setProblems] = useState<Problem[]>([]);
  const [pressed, setPressed] = useState(false);
  const [stays, setStays] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  const title = useRef<HTMLHeadingElement>(null);

  const asked = steps.find((step) => step === query.get("step")) ?? "where";
  const open = draft ? firstOpenStep(draft) : asked;
  const step = steps.indexOf(asked) > steps.indexOf(open) ? open : asked;
  const danger = useChosenDanger();
  const chosenSpot = draft?.spot ? [draft.spot] : [];
  const places = [...choices.homes, ...choices.scanned, ...choices.spots, ...chosenSpot];
  const place = places.find((each) => each.id === draft?.placeId) ?? null;
  const timeZone =
    choices.sites.find((site) => site.id === (place?.siteId ?? draft?.elsewhere))?.timeZone ??
    "Asia/Shanghai";
  const fault = catalogue.faults.find((each) => each.code === draft?.faultCode) ?? null;
  const likes = useSimilar(draft, fault);
  const at = place?.siteId ?? draft?.elsewhere ?? null;
  const near = everyLine.filter(({ id, mine }) => (at === null ? mine : id === at));
  const hotlines = callable(near.length > 0 ? near : everyLine);
  const grave = draft?.urgency === 1 || isDanger(fault?.danger);
  const hotline = hotlines[0]?.number ?? null;
  const sending = useSubmit({ personId, draft, photos, hotline, grave, setProblems, change, drop });

  // Somebody who presses Back after sending meets the sent report, not an empty form.
  useEffect(() => {
    if (draft && isBlank(draft) && query.get("step") && query.get("step") !== "where") setSent(lastSent());
  }, [draft, query]);

  const stepTitle = t(`report.${step}.title`);
  useEffect(() => {
    document.title = stepTitle;
  }, [stepTitle]);
  const shownStep = useRef(step);
  // With the page it belongs to, so that whoever types on at once is not moved away from what they type in.
  useLayoutEffect(() => {
    if (shownStep.current === step) return;
    shownStep.current = step;
    // What was refused at the end is still to be read where it is mended.
    setProblems((now) => now.filter(({ field }) => isAskedAt(step, field)));
    setStays(false);
    window.scrollTo(0, 0);
    title.current?.focus();
  }, [step]);

  // The page of likes may be opened when there are none: by Back, after a change, or by a reload.
  const nothingLike = step === "same" && likes.similar?.length === 0;
  useEffect(() => {
    if (nothingLike) window.history.replaceState(null, "", "/report?step=check");
  }, [nothingLike]);

  /** The page before the first is on the server. */
  function stayOffline(event: MouseEvent) {
    if (navigator.onLine) return;
    event.preventDefault();
    setStays(true);
  }

  function go(to: Step) {
    window.history.pushState(null, "", `/report?step=${to}`);
  }

  function wordsFor(field: Missing): string {
    if (field === "description" && draft) {
      const no = descriptionRefusal(draft.description);
      if (no && no.code !== "REQUIRED") return refusal(no);
    }
    const read = field === "beganAt" && draft?.noTime ? readTyped(draft.noTime, timeZone) : null;
    if (isRefusal(read) && read.code === "NO_SUCH_TIME") return refusal(read);
    return t(`report.need.${field}`);
  }

  /** All is said: before the last page, is it known already? What was said to be something else is not asked again. */
  async function goToEnd(said: Draft) {
    setPressed(true);
    const found = await likes.ask();
    setPressed(false);
    go(found.some((like) => !said.notSame.includes(like.ticketId)) ? "same" : "check");
  }

  function goOn() {
    // A second press while the next page is on its way is no answer to that one.
    const onItsWay = new URLSearchParams(window.location.search).get("step") !== query.get("step");
    if (!draft || pressed || onItsWay) return;
    if (step === "same") {
      change({ notSame: (likes.similar ?? []).map((like) => like.ticketId) });
      return go("check");
    }
    const missing = missingAt(step, draft);
    setProblems(missing.map((field) => ({ field, words: wordsFor(field) })));
    if (missing.length > 0) return;
    // When all is said already, by a danger or before a change, the end is next.
    if (firstOpenStep(draft) === "check") return void goToEnd(draft);
    go(steps[steps.indexOf(step) + 1] ?? "check");
  }

  if (sending.waits)
    return (
      <KeptAside
        again={() => {
          sending.free();
          anew();
          go("where");
        }}
      />
    );
  if (sent)
    return (
      <SentAlready
        sent={sent}
        again={() => {
          setSent(null);
          go("where");
        }}
      />
    );
  // Nothing is asked beside a danger.
  if (danger && step === "where")
    return (
      <Dangers
        path="/report"
        lines={everyLine}
        where={{ homes: choices.homes, signedIn: true, ...labelOf(scanned) }}
        alone
      />
    );

  const dangerAt =
    draft !== null && at !== null
      ? {
          siteId: at,
          ...(place ? { placeId: place.id } : {}),
          ...codeOf(draft),
          placeWords: draft.placeWords,
          words: draft.description,
        }
      : null;
  const walk = stepsOf(step === "same" || (likes.similar?.length ?? 0) > 0);
  const before = walk[walk.indexOf(step) - 1];
  const shared = { draft, change, problems };
  const following = step === "same" ? "report.same.no" : "next";
  return (
    <form
      className="portal-form"
      data-step={asked}
      noValidate
      aria-labelledby="step-title"
      onSubmit={(event) => {
        event.preventDefault();
        if (step !== "check") goOn();
      }}
    >
      <p className="portal-step">
        {before ? (
          <StepLink step={before}>{t("back")}</StepLink>
        ) : (
          <Link href="/" onClick={stayOffline}>
            {t("back")}
          </Link>
        )}
        <span>{t("report.step", { step: walk.indexOf(step) + 1, count: walk.length })}</span>
      </p>
      <p role="status">{stays ? t("report.offline") : ""}</p>
      {step === "what" && isDanger(fault?.danger) && (
        <FaultDanger key={fault.danger} danger={fault.danger} lines={hotlines} at={dangerAt} />
      )}
      <Problems problems={problems} title={stepTitle} />
      {step === "where" && <Dangers path="/report" lines={everyLine} />}
      <h1 id="step-title" ref={title} tabIndex={-1}>
        {stepTitle}
      </h1>
      {step !== "where" && (draft?.urgency === 1 || (step === "check" && grave)) && hotlines[0] && (
        <p className="portal-urgent-call">
          {t("report.urgentCall")} <a href={`tel:${hotlines[0].number}`}>{phoneWords(hotlines[0].number)}</a>
        </p>
      )}
      {step !== "where" && place && <Known placeId={place.id} {...(draft ? codeOf(draft) : {})} />}
      <Ready until={draft !== null}>
        {step === "where" && <WhereStep {...shared} choices={choices} fault={fault} />}
        {step === "what" && (
          <WhatStep {...shared} catalogue={catalogue} place={place} hotline={hotlines[0]} />
        )}
        {step === "began" && <BeganStep {...shared} timeZone={timeZone} />}
        {step === "visit" && <VisitStep {...shared} timeZone={timeZone} />}
        {step === "urgency" && <UrgencyStep {...shared} />}
        {step === "describe" && (
          <DescribeStep
            {...shared}
            photos={photos}
            faults={catalogue.faults}
            hotline={hotlines[0]}
            choose={(faultCode) => {
              change({ faultCode });
              go("what");
            }}
          />
        )}
        {step === "same" && (
          <SameStep
            similar={likes.similar}
            place={place}
            visits={own.sites.every(({ id }) => id !== at)}
            setProblems={setProblems}
            drop={drop}
          />
        )}
        {step === "check" && (
          <CheckStep
            draft={draft}
            place={place}
            fault={fault}
            timeZone={timeZone}
            photos={photos}
            problems={problems}
            sending={sending}
            drop={drop}
            change={change}
          />
        )}
      </Ready>
      {step !== "check" && (
        <div className="portal-go">
          <button
            type="submit"
            className="portal-button portal-button-main"
            disabled={draft === null}
            aria-disabled={pressed}
          >
            {draft === null ? t("report.loading") : t(pressed ? "report.same.looking" : following)}
          </button>
        </div>
      )}
      {step === "where" && <p className="portal-aside">{t("report.draftKept")}</p>}
    </form>
  );
}
