"use client";
import type { FormEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useDesk } from "./desk.ts";

type Props = {
  submit(event: FormEvent): void;
  close(): void;
  pending: boolean;
  refusal: string | null;
  /** Stands in the refusal's place where it can say more. */
  moved?: ReactNode;
  children: ReactNode;
};

/** A short form in a sheet: its fields, what was refused, and the two ways out. */
export function SheetForm({ submit, close, pending, refusal, moved, children }: Props) {
  const t = useTranslations("control");
  const { linked } = useDesk();
  return (
    <form className="sheet-form" onSubmit={submit} noValidate>
      {moved}
      {refusal && !moved && (
        <p className="sheet-refusal" role="alert">
          {refusal}
        </p>
      )}
      {children}
      <div className="sheet-foot">
        <button type="button" className="control-button" onClick={close}>
          {t("action.back")}
        </button>
        <button type="submit" className="control-button" data-primary="true" disabled={pending || !linked}>
          {pending ? t("action.sending") : t("action.send")}
        </button>
      </div>
    </form>
  );
}
