import type { ReactNode } from "react";
import { getLocale, getTranslations } from "#app/_i18n/server.ts";
import type { Outputs } from "#app/_trpc/client.ts";
import { fewRepairs } from "#server/domain/repeat/firstTime.ts";
import { type RateBy, rateBys, rateDays } from "./rates.ts";

type Rates = Outputs["repeat"]["rate"];
const counts = ["repairs", "fixed", "returned", "reopened", "unfinished"] as const;

/** The first-time fix of a period as a table that is also its address. */
export async function FirstTime({ rates, by, days }: { rates: Rates; by: RateBy; days: number }) {
  const [t, locale] = await Promise.all([getTranslations("repeat.page"), getLocale()]);
  const zh = locale.startsWith("zh");
  const share = (percent: number | null) => (percent === null ? "" : `${percent}%`);
  return (
    <>
      <p>{t("words")}</p>
      <form className="places-filter" method="get">
        <label>
          {t("by")}
          <select name="by" defaultValue={by}>
            {rateBys.map((each) => (
              <option key={each} value={each}>
                {t(`bys.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("days")}
          <select name="days" defaultValue={days}>
            {rateDays.map((each) => (
              <option key={each} value={each}>
                {t("daysWords", { days: each })}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="places-button">
          {t("show")}
        </button>
      </form>
      {rates.rows.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <Scroll>
          <table className="returns-table" data-testid="first-time">
            <caption>{t("caption", { by: t(`bys.${by}`), days })}</caption>
            <thead>
              <tr>
                <th scope="col">{t(`bys.${by}`)}</th>
                <th scope="col">{t("percent")}</th>
                {counts.map((count) => (
                  <th key={count} scope="col">
                    {t(count)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rates.rows.map((row) => (
                <tr key={row.key} data-key={row.key}>
                  <th scope="row">{(zh ? row.zh : row.en) || row.zh}</th>
                  <td>
                    {share(row.percent)} {row.repairs < fewRepairs && <small>{t("few")}</small>}
                  </td>
                  {counts.map((count) => (
                    <td key={count}>{row[count]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr data-key="all">
                <th scope="row">{t("all")}</th>
                <td data-testid="first-time-percent">{share(rates.all.percent)}</td>
                {counts.map((count) => (
                  <td key={count} data-count={count}>
                    {rates.all[count]}
                  </td>
                ))}
              </tr>
            </tfoot>
          </table>
        </Scroll>
      )}
      <p>
        <small>{t("fewWords", { count: fewRepairs })}</small>
      </p>
    </>
  );
}

function Scroll({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too
    <div className="returns-scroll" tabIndex={0}>
      {children}
    </div>
  );
}
