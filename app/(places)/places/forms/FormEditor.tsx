"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { askedFields, type RecordForm } from "#server/domain/record/form.ts";
import { formProblems, most } from "#server/domain/record/formProblems.ts";
import { draftOf, type FormDraft, formOf } from "./draft.ts";
import { Preview } from "./Preview.tsx";
import { Questions } from "./Questions.tsx";

const send = (sent: Inputs["record"]["saveForm"]) => api.record.saveForm.mutate(sent);

type Props = { scope: string; name: string; seen: number; form: RecordForm; may: boolean };

/** The form of one category or fault, with how it looks on the phone; saving makes a new edition. */
export function FormEditor({ scope, name, seen, form, may }: Props) {
  const t = useTranslations("desk.forms");
  const refusal = useRefusalWords();
  const router = useRouter();
  const { run, pending } = useCommand(send);
  const [draft, setDraft] = useState<FormDraft>(() => draftOf(form));
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [said, setSaid] = useState("");
  const element = useRef<HTMLFormElement>(null);
  const change = (of: Partial<FormDraft>) => {
    setDraft((old) => ({ ...old, ...of }));
    setSaid("");
  };

  function show(found: Record<string, string>) {
    // Its sentence stands at the field before the focus comes there.
    flushSync(() => setProblems(found));
    element.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    setSaid("");
    const written = formOf(draft);
    const found: Record<string, string> = {};
    for (const { field, code } of formProblems(written)) found[field] ??= t(`problem.${code}`);
    if (reason.trim() === "") found.reason = t("problem.REQUIRED");
    if (Object.keys(found).length > 0) return show(found);
    setProblems({});
    const sent = await run({ scope, seen, form: written, reason });
    if (sent.ok) {
      setReason("");
      setDraft(draftOf(written));
      setSaid(t("saved", { name, version: sent.result.version }));
      return router.refresh();
    }
    const { code, field = "" } = sent.told;
    const at = field.replace(/^form\./, "");
    const sentence = code === "STALE" ? t("stale") : refusal(sent.told);
    show({ [at === "" ? "all" : at]: sentence });
  }

  const asked = (field: (typeof askedFields)[number]) => draft.fields.includes(field);
  const wrong = problems.reason;
  return (
    <form ref={element} className="forms-editor" onSubmit={submit} noValidate data-testid="form-editor">
      <fieldset disabled={!may} className="forms-all">
        <legend className="visually-hidden">{t("editOf", { name })}</legend>
        <Questions kind="checks" draft={draft} change={change} problems={problems} most={most.checks} />
        <Questions kind="readings" draft={draft} change={change} problems={problems} most={most.readings} />
        <fieldset className="forms-asks">
          <legend>{t("required")}</legend>
          {askedFields.map((field) => (
            <label key={field}>
              <input
                type="checkbox"
                name={field}
                checked={asked(field)}
                onChange={() =>
                  change({
                    fields: askedFields.filter((each) => (each === field ? !asked(field) : asked(each))),
                  })
                }
              />
              {t(`fields.${field}`)}
            </label>
          ))}
          {(["before", "after"] as const).map((side) => (
            <label key={side}>
              <input
                type="checkbox"
                name={side}
                checked={draft.photos[side]}
                onChange={() => change({ photos: { ...draft.photos, [side]: !draft.photos[side] } })}
              />
              {t(`photos.${side}`)}
            </label>
          ))}
          <label>
            <input
              type="checkbox"
              name="signature"
              checked={draft.signature}
              onChange={() => change({ signature: !draft.signature })}
            />
            {t("signature")}
          </label>
        </fieldset>
        {may && (
          <div className="forms-save">
            <label>
              {t("reason")}
              <input
                name="reason"
                maxLength={300}
                value={reason}
                aria-invalid={wrong !== undefined}
                aria-describedby={wrong ? "wrong-reason" : undefined}
                onChange={(event) => setReason(event.target.value)}
              />
            </label>
            {wrong && (
              <span id="wrong-reason" className="places-problem">
                {wrong}
              </span>
            )}
            <button type="submit" aria-disabled={pending}>
              {pending ? t("saving") : t("save")}
            </button>
            <p role="status">{said}</p>
            <p role="alert" className="places-problem">
              {problems.all ?? (Object.keys(problems).length > 0 ? t("mend") : "")}
            </p>
          </div>
        )}
      </fieldset>
      <Preview draft={draft} />
    </form>
  );
}
