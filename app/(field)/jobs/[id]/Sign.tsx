"use client";
import { useTranslations } from "use-intl";
import { noSignatureReasons, type Signed } from "#server/domain/record/sheet.ts";
import { Glass } from "./Glass.tsx";

type Props = { signed: Signed | null; write: (signed: Signed | null) => void; problem: string | undefined };

const kinds = ["glass", "typed", "code", "none"] as const;

/** How the owner agrees: on the glass, by name, by the code of their own page; or why not. */
export function Sign({ signed, write, problem }: Props) {
  const t = useTranslations("field.record.sheet");
  function choose(kind: (typeof kinds)[number]) {
    if (kind === "glass") write({ kind, name: "", strokes: [], png: "" });
    else if (kind === "typed") write({ kind, name: "" });
    else if (kind === "code") write({ kind, code: "" });
    else write({ kind, why: "absent" });
  }
  return (
    <fieldset
      className="field-choices"
      data-problem={problem !== undefined}
      data-testid="sign"
      aria-describedby={problem && "signed-problem"}
    >
      <legend>{t("signed")}</legend>
      {problem && (
        <p id="signed-problem" className="field-problem">
          {problem}
        </p>
      )}
      <div>
        {kinds.map((kind) => (
          <label key={kind} className="field-choice">
            <input
              type="radio"
              name="signed"
              value={kind}
              checked={signed?.kind === kind}
              onChange={() => choose(kind)}
            />
            <span>{t(kind)}</span>
          </label>
        ))}
      </div>
      {signed?.kind === "glass" && <Glass signed={signed} write={write} />}
      {signed?.kind === "typed" && (
        <div className="field-text">
          <label htmlFor="signed-name">{t("name")}</label>
          <input
            id="signed-name"
            className="field-reading"
            maxLength={60}
            autoComplete="off"
            value={signed.name}
            onChange={(event) => write({ ...signed, name: event.target.value })}
          />
        </div>
      )}
      {signed?.kind === "code" && (
        <div className="field-text">
          <label htmlFor="signed-code">{t("code")}</label>
          <p id="signed-code-hint" className="field-aside">
            {t("codeHint")}
          </p>
          <input
            id="signed-code"
            className="field-reading"
            inputMode="numeric"
            maxLength={6}
            autoComplete="off"
            aria-describedby="signed-code-hint"
            value={signed.code}
            onChange={(event) => write({ ...signed, code: event.target.value.replace(/\D/g, "") })}
          />
        </div>
      )}
      {signed?.kind === "none" && (
        <div>
          {noSignatureReasons.map((why) => (
            <label key={why} className="field-choice">
              <input
                type="radio"
                name="signed-why"
                value={why}
                checked={signed.why === why}
                onChange={() => write({ kind: "none", why })}
              />
              <span>{t(`why.${why}`)}</span>
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}
