"use client";
import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { Cleaned } from "#app/_ui/Cleaned.tsx";
import { Key } from "#app/_ui/Key.tsx";
import { Ready } from "#app/_ui/Ready.tsx";
import { type Call, type Caller, numberPatch } from "./call.ts";
import { FieldError, isWrong, type Problem } from "./FieldError.tsx";
import type { Lookup } from "./useCaller.ts";
import { useDeskWords } from "./useDeskWords.ts";

type Props = {
  call: Call;
  put(patch: Partial<Call>): void;
  lookup: Lookup;
  ask(): void;
  /** The calls that are kept are there; before that only a number is taken. */
  ready: boolean;
  chooseCaller(who: Caller | null): void;
  problems: Problem[];
  field: RefObject<HTMLInputElement | null>;
};

/** Who calls: the number in any form, and whoever is known under it. Several are offered, none is chosen for them. */
export function CallerPart({ call, put, lookup, ask, ready, chooseCaller, problems, field }: Props) {
  const t = useTranslations("desk.caller");
  const refusal = useRefusalWords();
  const words = useDeskWords();
  const people = lookup.state === "found" ? lookup.people : [];
  const unknown = lookup.state === "found" && people.length === 0;

  return (
    <section aria-labelledby="caller-title" className="desk-part">
      <h2 id="caller-title">{t("title")}</h2>
      <div className="desk-field">
        <label htmlFor="number">{t("number")}</label>
        <input
          ref={field}
          id="number"
          data-testid="number"
          type="tel"
          inputMode="tel"
          autoComplete="off"
          className="desk-figures"
          maxLength={40}
          value={call.number}
          aria-describedby="number-status number-error"
          aria-invalid={isWrong("number", problems)}
          onChange={(event) => put(numberPatch(call, event.target.value, new Date()))}
        />
        <p id="number-status" role="status" className="desk-hint">
          {lookup.state === "idle" && t("hint")}
          {lookup.state === "asking" && t("asking")}
          {unknown && t("unknown")}
          {people.length === 1 && t("one")}
          {people.length > 1 && t("several", { count: people.length })}
        </p>
        {lookup.state === "failed" && (
          <p role="alert" className="desk-error">
            {refusal(lookup.told)}{" "}
            <button type="button" className="desk-button" onClick={ask}>
              {t("again")}
            </button>
          </p>
        )}
        <FieldError field="number" problems={problems} />
      </div>
      {people.length > 0 && (
        <fieldset className="desk-choices">
          <legend>{t("who")}</legend>
          {people.map((who, index) => (
            <label key={who.id} data-testid="caller-option" data-person={who.id}>
              <input
                type="radio"
                name="caller"
                checked={call.reporterId === who.id}
                onChange={() => chooseCaller(who)}
              />
              <span>
                <strong>{words.person(who)}</strong>
                <small>
                  {t("has", { homes: who.homes.length, open: who.open.length })}
                  {who.homes[0] && ` · ${words.plate(who.homes[0].plate)}`}
                </small>
              </span>
              <Key>Alt ⇧ {index + 1}</Key>
            </label>
          ))}
          <label data-testid="caller-other">
            <input
              type="radio"
              name="caller"
              checked={call.reporterId === null && call.contactName !== ""}
              onChange={() => chooseCaller(null)}
            />
            <span>
              <strong>{t("other")}</strong>
              <small>{t("otherHint")}</small>
            </span>
          </label>
        </fieldset>
      )}
      <Ready until={ready}>
        <div className="desk-field">
          <label htmlFor="contactName">{call.reporterId === null ? t("name") : t("contact")}</label>
          <input
            id="contactName"
            data-testid="contact-name"
            autoComplete="off"
            maxLength={60}
            dir="auto"
            value={call.contactName}
            aria-describedby="contactName-error"
            aria-invalid={isWrong("contactName", problems)}
            onChange={(event) => put({ contactName: event.target.value })}
          />
          <FieldError field="contactName" problems={problems} />
          <Cleaned typed={call.contactName} className="desk-hint" />
        </div>
      </Ready>
    </section>
  );
}
