import { getLocale, getTranslations } from "#app/_i18n/server.ts";
import { pageApi } from "#app/_trpc/server.ts";
import { phoneWords } from "./phoneWords.ts";

/** Whom to call, site by site, for whoever cannot go on by the page alone. */
export async function Hotlines() {
  const [t, locale, api] = await Promise.all([getTranslations("portal"), getLocale(), pageApi()]);
  const { sites } = await api.site.hotlines({});
  const zh = locale.startsWith("zh");
  return (
    <ul className="portal-lines" data-testid="hotlines">
      {sites.map((site) => (
        <li key={site.id}>
          <a href={`tel:${site.hotline}`}>
            {t("hotline", { site: zh ? site.nameZh : site.nameEn })} {phoneWords(site.hotline)}
          </a>
        </li>
      ))}
    </ul>
  );
}
