"use client";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useRef } from "react";
import { flushSync } from "react-dom";
import { useTranslations } from "use-intl";
import { type CheckDraft, type FormDraft, moved, type ReadingDraft } from "./draft.ts";

type Row = CheckDraft | ReadingDraft;
type Props = {
  kind: "checks" | "readings";
  draft: FormDraft;
  change(of: Partial<FormDraft>): void;
  problems: Record<string, string>;
  most: number;
};

const columns = { checks: ["zh", "en"], readings: ["zh", "en", "unit", "min", "max"] } as const;

/** The checklist, or the readings: each question in both languages, in its order. */
export function Questions({ kind, draft, change, problems, most }: Props) {
  const t = useTranslations("desk.forms");
  const list = useRef<HTMLFieldSetElement>(null);
  const rows: readonly Row[] = draft[kind];
  const keep = (next: readonly Row[]) => change({ [kind]: next } as Partial<FormDraft>);
  const write = (at: number, of: object) =>
    keep(rows.map((row, n) => (n === at ? ({ ...row, ...of } as Row) : row)));
  function add() {
    const n = Math.max(-1, ...rows.map((row) => row.n)) + 1;
    const fresh = { n, id: "", zh: "", en: "", required: true };
    // Drawn at once: what is typed next belongs in it.
    flushSync(() => keep([...rows, kind === "checks" ? fresh : { ...fresh, unit: "", min: "0", max: "" }]));
    const fields = list.current?.querySelectorAll<HTMLInputElement>("input[name$='.zh']");
    fields?.[fields.length - 1]?.focus();
  }
  return (
    <fieldset ref={list} className="forms-questions" data-testid={`forms-${kind}`}>
      <legend>{t(kind)}</legend>
      {rows.length === 0 && <p>{t("none")}</p>}
      <ol>
        {rows.map((row, at) => {
          const said = row.zh || row.en || String(at + 1);
          const id = problems[`${kind}.${at}.id`];
          return (
            <li key={row.n} data-kind={kind}>
              {columns[kind].map((column) => {
                const name = `${kind}.${at}.${column}`;
                const wrong = problems[name] ?? (column === "en" ? id : undefined);
                return (
                  <label key={column} data-column={column}>
                    {t(`column.${column}`)}
                    <input
                      name={name}
                      inputMode={column === "min" || column === "max" ? "decimal" : undefined}
                      value={(row as ReadingDraft)[column]}
                      aria-invalid={wrong !== undefined}
                      aria-describedby={wrong ? `wrong-${name}` : undefined}
                      onChange={(event) => write(at, { [column]: event.target.value })}
                    />
                    {wrong && (
                      <span id={`wrong-${name}`} className="places-problem">
                        {wrong}
                      </span>
                    )}
                  </label>
                );
              })}
              <label className="forms-must">
                <input
                  type="checkbox"
                  checked={row.required}
                  onChange={() => write(at, { required: !row.required })}
                />
                {t("must")}
              </label>
              <span className="forms-moves">
                <button
                  type="button"
                  aria-label={t("up", { name: said })}
                  disabled={at === 0}
                  onClick={() => keep(moved(rows, at, -1))}
                >
                  <ArrowUp size={16} strokeWidth={1.75} aria-hidden />
                </button>
                <button
                  type="button"
                  aria-label={t("down", { name: said })}
                  disabled={at === rows.length - 1}
                  onClick={() => keep(moved(rows, at, 1))}
                >
                  <ArrowDown size={16} strokeWidth={1.75} aria-hidden />
                </button>
                <button
                  type="button"
                  aria-label={t("drop", { name: said })}
                  onClick={() => keep(rows.filter((_, n) => n !== at))}
                >
                  <X size={16} strokeWidth={1.75} aria-hidden />
                </button>
              </span>
            </li>
          );
        })}
      </ol>
      {rows.length < most && (
        <button type="button" onClick={add} data-testid={`forms-add-${kind}`}>
          <Plus size={16} strokeWidth={1.75} aria-hidden />
          {t(kind === "checks" ? "addCheck" : "addReading")}
        </button>
      )}
    </fieldset>
  );
}
