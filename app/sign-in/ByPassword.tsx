"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Ready } from "#app/_ui/Ready.tsx";
import { FieldProblem, type Problem, Problems } from "#app/(portal)/Problems.tsx";
import { enter } from "./enter.ts";
import { useShutWords } from "./useShutWords.ts";

/** The staff's door. */
export function ByPassword({ next }: { next: string | null }) {
  const t = useTranslations("portal.signIn");
  const shutWords = useShutWords();
  const [problems, setProblems] = useState<Problem[]>([]);
  const [entering, setEntering] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (entering) return;
    const said = new FormData(event.currentTarget);
    const login = String(said.get("login") ?? "").trim();
    const password = String(said.get("password") ?? "");
    const missing = [
      ...(login === "" ? [{ field: "login", words: t("loginNeeded") }] : []),
      ...(password === "" ? [{ field: "password", words: t("passwordNeeded") }] : []),
    ];
    setProblems(missing);
    if (missing.length > 0) return;
    setEntering(true);
    const shut = await enter("password", { login, password }, next);
    if (shut === null) return;
    setEntering(false);
    setProblems([{ field: shut.code === "SIGN_IN_WRONG" ? "login" : "", words: shutWords(shut) }]);
  }

  return (
    <form className="portal-form" onSubmit={submit} noValidate method="post" aria-label={t("staffTitle")}>
      <Problems problems={problems} title={t("title")} />
      <Ready>
        <div className="portal-field">
          <label htmlFor="login">{t("login")}</label>
          <FieldProblem field="login" problems={problems} />
          <input
            id="login"
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            aria-describedby="login-problem"
            aria-invalid={problems.some((p) => p.field === "login")}
          />
        </div>
        <div className="portal-field">
          <label htmlFor="password">{t("password")}</label>
          <FieldProblem field="password" problems={problems} />
          <input
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            aria-describedby="password-problem"
            aria-invalid={problems.some((p) => p.field === "password")}
          />
        </div>
        <button type="submit" className="portal-button portal-button-main" aria-disabled={entering}>
          {entering ? t("entering") : t("enter")}
        </button>
      </Ready>
    </form>
  );
}
