"use client";
import { ArrowLeft } from "lucide-react";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import { Ready } from "#app/_ui/Ready.tsx";
import { generalForm, type NamedForm } from "#server/domain/record/form.ts";
import type { Kept } from "../../_outbox/kept.ts";
import { useFieldWords } from "../../useFieldWords.ts";
import { measures, type RecordDraft, results } from "../recordDraft.ts";
import { Told } from "./Bar.tsx";
import { Checklist } from "./Checklist.tsx";
import { Choices } from "./Choices.tsx";
import type { Detail } from "./detail.ts";
import { EarlierAnswers } from "./EarlierAnswers.tsx";
import { Booked } from "./parts/Booked.tsx";
import { ReserveFields } from "./parts/ReserveFields.tsx";
import { usePartLines } from "./parts/usePartLines.ts";
import { useVisitParts } from "./parts/useVisitParts.ts";
import { Readings } from "./Readings.tsx";
import { RecordPhotos } from "./RecordPhotos.tsx";
import { RecordWords } from "./RecordWords.tsx";
import { Remains } from "./Remains.tsx";
import { Sign } from "./Sign.tsx";
import { useRecord } from "./useRecord.ts";
import { useRecordPhotos } from "./useRecordPhotos.ts";
import type { Steps } from "./useSteps.ts";
import { useSubmitRecord } from "./useSubmitRecord.ts";
import "./parts/parts.css";

type Props = {
  detail: Detail;
  personId: string;
  steps: Steps;
  /** The refused record that is gone over again. */
  of?: Kept | undefined;
  children: ReactNode;
};

/** What was found and done: mostly taps. Everything stays on the phone until the office has it. */
export function RecordForm({ detail, personId, steps, of, children }: Props) {
  const t = useTranslations("field");
  const words = useFieldWords();
  const { ticket } = detail;
  const asked = useSameForm(detail.form ?? generalForm);
  const { draft, change, shot, full } = useRecord(personId, detail, asked, of);
  const before = useRecordPhotos(personId, ticket.id, "before", of?.key);
  const after = useRecordPhotos(personId, ticket.id, "after", of?.key);
  const photos = before.photos.length + after.photos.length > 0;
  const ready = draft !== null;
  useEffect(() => {
    if (ready) shot(photos);
  }, [ready, photos, shot]);
  const { stock, booked } = useVisitParts(personId, detail);
  const wanted = usePartLines(stock, false, false, {
    lines: draft?.wanted ?? [],
    keep: (lines) => {
      change({ wanted: lines });
      settle("wanted");
    },
  });
  const { submit, problems, refused, settle, waiting } = useSubmitRecord({
    draft,
    change,
    parts: booked.length,
    form: asked,
    before: before.photos,
    after: after.photos,
    steps,
    personId,
    ticketId: ticket.id,
    of: of?.key,
    timeZone: detail.site.timeZone,
  });
  const form = useRef<HTMLFormElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    title.current?.focus();
  }, []);
  useEffect(() => {
    if (refused === 0) return;
    const first = form.current?.querySelector<HTMLElement>("[data-problem='true']");
    first?.scrollIntoView({ block: "start" });
    first?.querySelector<HTMLElement>("input, textarea, button")?.focus({ preventScroll: true });
  }, [refused]);

  const count = Object.keys(problems).length;
  const set =
    <Field extends keyof RecordDraft>(field: Field) =>
    (value: RecordDraft[Field]) => {
      change({ [field]: value });
      settle(field);
    };
  function close() {
    if (window.history.length > 1) window.history.back();
    else window.history.replaceState(null, "", `/jobs/${ticket.id}`);
  }

  return (
    <form
      ref={form}
      className="field-record"
      data-testid="record-form"
      data-ready={ready}
      aria-labelledby="record-title"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <button type="button" className="field-back" onClick={close}>
        <ArrowLeft size={20} strokeWidth={1.75} aria-hidden />
        {t("record.back")}
      </button>
      {children}
      <h1 id="record-title" ref={title} tabIndex={-1}>
        {t("record.title")}
      </h1>
      <p className="field-gone-place">
        <Plate place={words.place(ticket.plate)} size="m" />{" "}
        <span className="field-figures">{ticket.number}</span>
      </p>
      {full ? (
        <p role="alert" className="field-problem">
          {t("record.full")}
        </p>
      ) : (
        <p className="field-aside">{t("record.kept")}</p>
      )}

      <Ready until={ready}>
        <RecordPhotos {...before} shows="before" problem={problems.before} />
        <Choices
          name="measure"
          title={t("record.measure")}
          options={measures.map((value) => ({ value, words: t(`record.measures.${value}`) }))}
          chosen={draft?.measure ?? null}
          choose={set("measure")}
          problem={problems.measure}
        />
        <RecordWords
          name="found"
          title={t("record.found")}
          hint={t("record.foundHint")}
          chips={chips.found.map((chip) => t(`record.foundChips.${chip}`))}
          value={draft?.found}
          write={set("found")}
          problem={problems.found}
        />
        <RecordWords
          name="cause"
          title={t("record.sheet.cause")}
          value={draft?.cause}
          write={set("cause")}
          problem={problems.cause}
        />
        <RecordWords
          name="done"
          title={t("record.done")}
          chips={chips.done.map((chip) => t(`record.doneChips.${chip}`))}
          value={draft?.done}
          write={set("done")}
          problem={problems.done}
        />
        <Booked used={booked} />
        <RecordWords
          name="materials"
          title={t(booked.length > 0 ? "record.otherMaterials" : "record.materials")}
          hint={t("record.materialsHint")}
          value={draft?.materials}
          write={set("materials")}
          problem={problems.materials}
        />
        <RecordWords
          name="tools"
          title={t("record.sheet.tools")}
          value={draft?.tools}
          write={set("tools")}
          problem={problems.tools}
        />
        <Readings form={asked} draft={draft} change={change} settle={settle} problems={problems} />
        {draft !== null && draft.earlier.length > 0 && <EarlierAnswers earlier={draft.earlier} />}
        <Checklist form={asked} draft={draft} change={change} settle={settle} problems={problems} />
        <RecordPhotos {...after} shows="after" problem={problems.photos ?? problems.after} />
        <Choices
          name="result"
          title={t("record.result")}
          options={results.map((value) => ({ value, words: t(`record.results.${value}`) }))}
          chosen={draft?.result ?? null}
          choose={set("result")}
          problem={problems.result}
        />
        {draft?.result === "needs_parts" && (
          <div data-problem={problems.wanted !== undefined}>
            <ReserveFields stock={stock} of={wanted} problem={problems.wanted} />
          </div>
        )}
        <Remains draft={draft} change={change} settle={settle} problems={problems} />
        <Sign signed={draft?.signed ?? null} write={set("signed")} problem={problems.signed} />

        <div className="field-bar">
          {count > 0 && (
            <p role="alert" className="field-problem">
              {t("record.problems", { count })}
            </p>
          )}
          {waiting > 0 && <p role="status">{t("record.waiting", { count: waiting })}</p>}
          <Told said={waiting === 0 && count === 0 && steps.said?.tone === "trouble" ? steps.said : null} />
          <button
            type="submit"
            className="field-button field-primary"
            data-testid="record-submit"
            data-verb="complete"
            aria-disabled={steps.pending || waiting > 0}
          >
            {t("record.submit")}
          </button>
        </div>
      </Ready>
    </form>
  );
}

/** The same edition of a form is one object, however often the job is asked for. */
function useSameForm(form: NamedForm): NamedForm {
  const held = useRef(form);
  if (held.current.scope !== form.scope || held.current.version !== form.version) held.current = form;
  return held.current;
}

const chips = {
  found: ["worn", "blocked", "loose", "broken", "leaking", "short"],
  done: ["replaced", "tightened", "cleared", "sealed", "reset", "tested"],
} as const;
