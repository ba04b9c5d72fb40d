import { getTranslations } from "#app/_i18n/server.ts";

export default async function NotMyJob() {
  const t = await getTranslations("field.job");
  return (
    <div className="field-gone">
      <h1>{t("notFound")}</h1>
      <p>{t("notFoundWords")}</p>
      <a className="field-button" href="/jobs">
        {t("toList")}
      </a>
    </div>
  );
}
