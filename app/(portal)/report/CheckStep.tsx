"use client";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useSaidWords } from "#app/_i18n/useSaidWords.ts";
import type { Photos } from "#app/_photo/usePhotos.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { FieldProblem, type Problem } from "../Problems.tsx";
import type { Draft, Fault, Place, Step } from "./draft.ts";
import { ReturnAsk } from "./ReturnAsk.tsx";
import { StepLink } from "./StepLink.tsx";
import type { Sent } from "./useDraft.ts";
import type { useSubmit } from "./useSubmit.ts";

type Props = {
  draft: Draft | null;
  place: Place | null;
  fault: Fault | null;
  timeZone: string;
  photos: Photos;
  problems: Problem[];
  sending: ReturnType<typeof useSubmit>;
  drop: (sent: Sent | null) => void;
  change: (patch: Partial<Draft>) => void;
};

/** All answers, each with its Change; then the only Submit. */
export function CheckStep({ draft, place, fault, timeZone, photos, problems, sending, drop, change }: Props) {
  const t = useTranslations("portal.report");
  const said = useSaidWords();
  const zh = useLocale().startsWith("zh");
  const { submit, submitting, photosBefore, registered } = sending;
  return (
    <>
      <ReturnAsk draft={draft} fault={fault} timeZone={timeZone} change={change} />
      <dl className="portal-answers">
        <Answer fields={["placeId", "placeWords"]} problems={problems} name={t("check.where")} step="where">
          {place && <Plate place={zh ? place.plate.zh : place.plate.en} size="m" />}
          {place === null && draft?.elsewhere && <p>{t("where.elsewhere")}</p>}
          {draft?.placeWords && <p dir="auto">{draft.placeWords}</p>}
        </Answer>
        <Answer fields={["faultCode"]} problems={problems} name={t("check.what")} step="what">
          {fault && <p>{zh ? fault.nameZh : fault.nameEn}</p>}
        </Answer>
        <Answer fields={["beganAt", "began"]} problems={problems} name={t("check.began")} step="began">
          {draft && <p>{said.began(draft.began, draft.beganAt, timeZone, new Date().toISOString())}</p>}
        </Answer>
        <Answer fields={["urgency"]} problems={problems} name={t("check.urgency")} step="urgency">
          {draft?.urgency && (
            <p className="portal-with-glyph">
              <Urgency level={draft.urgency} size={20} />
              {t(`urgency.u${draft.urgency}`)}
            </p>
          )}
        </Answer>
        <Answer
          fields={["wish", "contactName", "contactPhone"]}
          problems={problems}
          name={t("check.visit")}
          step="visit"
        >
          {draft && <p>{said.wish(draft.wish)}</p>}
          {(draft?.contactName || draft?.contactPhone) && (
            <p>
              <bdi>{draft.contactName}</bdi> {draft.contactPhone}
            </p>
          )}
        </Answer>
        <Answer fields={["description"]} problems={problems} name={t("check.description")} step="describe">
          <p className="portal-words" dir="auto">
            {draft?.description}
          </p>
        </Answer>
        <Answer fields={["photos"]} problems={problems} name={t("check.photos")} step="describe">
          <p>{t("check.photoCount", { count: photos.photos.length })}</p>
          <div className="portal-thumbs">
            {photos.photos.map(
              (photo, index) =>
                photo.preview && (
                  // biome-ignore lint/performance/noImgElement: pictures are made small at upload, there is no optimiser
                  <img
                    key={photo.id}
                    src={photo.preview}
                    alt={t("describe.photoAlt", { number: index + 1 })}
                    width={72}
                    height={72}
                  />
                ),
            )}
          </div>
        </Answer>
      </dl>
      <div role="status">
        {photosBefore > 0 && submitting && <p>{t("check.photosWait", { count: photosBefore })}</p>}
        {registered && (
          <p className="portal-notice">
            {t("check.already")}{" "}
            <a href="/" onClick={() => drop(null)}>
              {t("check.seeMine")}
            </a>
          </p>
        )}
      </div>
      <div className="portal-go">
        <button
          type="button"
          className="portal-button portal-button-main"
          aria-disabled={submitting || registered}
          disabled={draft === null}
          onClick={submit}
        >
          {submitting ? t("check.submitting") : t("check.submit")}
        </button>
      </div>
    </>
  );
}

type AnswerProps = {
  /** The fields that it answers; the first is its id. */
  fields: string[];
  problems: Problem[];
  name: string;
  step: Step;
  children: ReactNode;
};

/** An answer, what is wrong with it, and the way to change it. */
function Answer({ fields, problems, name, step, children }: AnswerProps) {
  const t = useTranslations("portal.report.check");
  const wrong = problems.filter(({ field }) => fields.includes(field));
  return (
    <div id={fields[0]} data-fields={fields.join(" ")}>
      <dt>{name}</dt>
      <dd>
        {wrong.map(({ field }) => (
          <FieldProblem key={field} field={field} problems={wrong} />
        ))}
        {children}
      </dd>
      <dd>
        <StepLink
          step={step}
          aria-label={t("changeLabel", { what: name })}
          aria-describedby={wrong.map(({ field }) => `${field}-problem`).join(" ") || undefined}
        >
          {t("change")}
        </StepLink>
      </dd>
    </div>
  );
}
