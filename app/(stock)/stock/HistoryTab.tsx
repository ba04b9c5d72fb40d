"use client";
import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { Scroll } from "./Scroll.tsx";
import type { StockRoom } from "./useRoom.ts";
import type { StockWords } from "./useStockWords.ts";

type Movement = Outputs["stock"]["history"]["movements"][number];

/** The books as they were written, newest first. */
export function HistoryTab({ room: { levels, materials }, words }: { room: StockRoom; words: StockWords }) {
  const t = useTranslations("stock.history");
  const reasons = useTranslations("stock.move.reasons");
  const [materialId, setMaterialId] = useState("");
  const [movements, setMovements] = useState<Movement[]>([]);
  const [more, setMore] = useState(false);
  const siteId = levels.site.id;
  const ask = useCallback(
    async (before?: string) => {
      const about = { siteId, ...(materialId && { materialId }), ...(before && { before }) };
      const answer = await api.stock.history.query(about).catch(() => null);
      if (answer === null) return;
      setMovements((shown) => (before ? [...shown, ...answer.movements] : answer.movements));
      setMore(answer.more);
    },
    [siteId, materialId],
  );
  useEffect(() => void ask(), [ask]);
  const why = (of: Movement) =>
    [reasons.has(of.reason as "lost") ? reasons(of.reason as "lost") : "", of.words]
      .filter(Boolean)
      .join(" · ");

  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title">{t("title")}</h2>
      <label className="stock-field">
        {t("material")}
        <select value={materialId} onChange={(event) => setMaterialId(event.target.value)}>
          <option value="">{t("all")}</option>
          {materials.map((each) => (
            <option key={each.id} value={each.id}>
              {each.code} {words.name(each)}
            </option>
          ))}
        </select>
      </label>
      {movements.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <Scroll>
          <table className="stock-table">
            <thead>
              <tr>
                <th scope="col">{t("time")}</th>
                <th scope="col">{t("what")}</th>
                <th scope="col">{t("lines")}</th>
                <th scope="col">{t("by")}</th>
              </tr>
            </thead>
            <tbody>
              {movements.map((each) => (
                <tr key={each.id}>
                  <td className="stock-figures">
                    {words.time(each.at)}
                    {each.doneAt && each.doneAt !== each.at && (
                      <small>{t("done", { time: words.time(each.doneAt) })}</small>
                    )}
                  </td>
                  <td>
                    {t(`kinds.${each.kind}`)} {each.number}
                    {why(each) !== "" && <small>{why(each)}</small>}
                  </td>
                  <td>
                    <ul>
                      {each.legs.map((leg, at) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: legs are never changed
                        <li key={at} className="stock-figures">
                          {t("leg", {
                            store: words.name(leg.store),
                            quantity: leg.quantity.startsWith("-")
                              ? leg.quantity.replace("-", "−")
                              : `+${leg.quantity}`,
                            name: words.material(leg.materialId),
                          })}
                        </li>
                      ))}
                    </ul>
                  </td>
                  <td>{words.person(each.by)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {more && (
        <button type="button" className="stock-button" onClick={() => void ask(movements.at(-1)?.id)}>
          {t("more")}
        </button>
      )}
    </section>
  );
}
