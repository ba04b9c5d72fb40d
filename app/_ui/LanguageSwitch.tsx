"use client";
import { useLocale, useTranslations } from "use-intl";
import { usePreference } from "./usePreference.ts";

/** To the other language, on the same page, keeping what was typed; its words are at the office, so it needs a link. */
export function LanguageSwitch() {
  const t = useTranslations("shared.language");
  const other = useLocale().startsWith("zh") ? "en" : "zh";
  const form = usePreference();
  return (
    <form className="switch" method="post" action={form.action} onSubmit={form.onSubmit}>
      <input type="hidden" name="back" value={form.back} />
      <button
        type="submit"
        name="locale"
        value={other}
        lang={other === "zh" ? "zh-CN" : "en"}
        title={t("change")}
      >
        {t("other")}
      </button>
      {form.unheard && (
        <p role="alert" className="switch-said" data-testid="language-said">
          {t("needsLink")}
        </p>
      )}
    </form>
  );
}
