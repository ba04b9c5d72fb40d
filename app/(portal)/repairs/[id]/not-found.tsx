import { getTranslations } from "#app/_i18n/server.ts";

export default async function NoSuchRepair() {
  const t = await getTranslations("portal.repair");
  return (
    <>
      <h1>{t("notFound")}</h1>
      <p>{t("notFoundWords")}</p>
      <a className="portal-button portal-button-plain" href="/">
        {t("home")}
      </a>
    </>
  );
}
