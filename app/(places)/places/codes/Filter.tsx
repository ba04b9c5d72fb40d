"use client";
import { useLocale, useTranslations } from "use-intl";
import type { Found } from "./Labels.tsx";

type Props = { found: Found; chosen: { building: string; kind: string } };

/** Which places: part of the address, so that it can be kept and sent. Works without scripts. */
export function Filter({ found, chosen }: Props) {
  const t = useTranslations("desk.codes");
  const words = useTranslations("portal.kind");
  const zh = useLocale().startsWith("zh");
  return (
    <form className="places-filter" method="get" action="/places/codes">
      <label>
        {t("site")}
        <select name="site" defaultValue={found.site.id}>
          {found.sites.map((site) => (
            <option key={site.id} value={site.id}>
              {zh ? site.nameZh : site.nameEn}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("building")}
        <select name="building" defaultValue={chosen.building}>
          <option value="">{t("everyBuilding")}</option>
          <option value="ground">{t("ground")}</option>
          {found.buildings.map((building) => (
            <option key={building.id} value={building.id}>
              {zh ? building.nameZh : building.nameEn}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("kind")}
        <select name="kind" defaultValue={chosen.kind}>
          <option value="">{t("everyKind")}</option>
          {found.kinds.map((kind) => (
            <option key={kind} value={kind}>
              {words(kind)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="places-button">
        {t("show")}
      </button>
    </form>
  );
}
