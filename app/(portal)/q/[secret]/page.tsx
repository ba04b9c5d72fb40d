import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "#app/_i18n/server.ts";
import { pageApi } from "#app/_trpc/server.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { Dangers } from "../../Dangers.tsx";
import { UnlessDanger } from "../../danger/UnlessDanger.tsx";
import { Hotlines } from "../../Hotlines.tsx";
import { linesOf } from "../../lines.ts";
import { phoneWords } from "../../phoneWords.ts";

type Props = { params: Promise<{ secret: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("portal.scan");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** Whoever scans the label at a place: danger first, then a report with the place answered. */
export default async function ScannedPage({ params }: Props) {
  const [t, portal, locale, api, { secret }] = await Promise.all([
    getTranslations("portal.scan"),
    getTranslations("portal"),
    getLocale(),
    pageApi(),
    params,
  ]);
  const found = await api.placeCode.open({ secret }).catch((error: unknown) => {
    if (error instanceof TRPCError && ["NOT_FOUND", "BAD_REQUEST"].includes(error.code)) return null;
    throw error;
  });
  const zh = locale.startsWith("zh");
  if (found === null) {
    return (
      <>
        <h1>{t("dead")}</h1>
        <p>{t("deadWords")}</p>
        <a className="portal-button portal-button-main" href="/report">
          {t("home")}
        </a>
        <Hotlines />
      </>
    );
  }
  const { place, site } = found;
  const report = `/report?code=${secret}`;
  return (
    <>
      <h1 className="visually-hidden">{t("title")}</h1>
      <p className="portal-lead">{t("place")}</p>
      <div>
        <Plate
          place={{ site: zh ? site.nameZh : site.nameEn, ...(zh ? place.plate.zh : place.plate.en) }}
          size="l"
        />
      </div>
      <Dangers
        path={`/q/${secret}`}
        lines={linesOf([site], zh)}
        where={{ scanned: { placeId: place.id, secret, siteId: site.id, plate: place.plate } }}
      />
      <UnlessDanger>
        <div className="portal-acts">
          <a className="portal-button portal-button-main" href={report}>
            <span>
              {t("report")}
              <small>{t("reportHint")}</small>
            </span>
          </a>
          {site.hotline !== "" && (
            <a className="portal-button portal-button-plain" href={`tel:${site.hotline}`}>
              {portal("call", { number: phoneWords(site.hotline) })}
            </a>
          )}
        </div>
      </UnlessDanger>
    </>
  );
}
