"use client";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { fromNumeric, quantityWords } from "#server/domain/stock/quantity.ts";
import { findMaterials } from "#server/domain/stock/search.ts";
import { Scroll } from "./Scroll.tsx";
import type { StockRoom } from "./useRoom.ts";
import type { StockWords } from "./useStockWords.ts";

const send = (sent: Inputs["stock"]["setLow"]) => api.stock.setLow.mutate(sent);

type Props = { room: StockRoom; words: StockWords; keeps: boolean; refetch(): Promise<void> };

/** What is low, then what jobs wait for, then what lies where. */
export function LevelsTab({ room: { levels: all, materials }, words, keeps, refetch }: Props) {
  const t = useTranslations("stock");
  const { stores, levels, reservations } = all;
  const warehouse = stores.find((each) => each.kind === "warehouse");
  const [storeId, setStoreId] = useState(warehouse?.id ?? "");
  const [typed, setTyped] = useState("");
  const low = levels.filter((level) => level.lowSince !== null);
  const found = useMemo(
    () => findMaterials(materials, typed).filter((each) => typed !== "" || !each.retired),
    [materials, typed],
  );
  const at = (materialId: string) => {
    const here = levels.filter(
      (level) => level.materialId === materialId && (storeId === "" || level.storeId === storeId),
    );
    const sum = (of: "quantity" | "reserved") =>
      here.reduce((total, level) => total + fromNumeric(level[of]), 0n);
    const [quantity, held] = [sum("quantity"), sum("reserved")];
    return { quantity, held, free: quantity - held, lowAt: storeId === "" ? null : (here[0]?.lowAt ?? null) };
  };

  return (
    <>
      <section aria-labelledby="low-title">
        <h2 id="low-title">{t("low.title")}</h2>
        {low.length === 0 ? (
          <p>{t("low.none")}</p>
        ) : (
          <ul className="stock-alerts" data-testid="low-stock">
            {low.map((level) => (
              <li key={`${level.storeId} ${level.materialId}`}>
                <strong>{words.material(level.materialId)}</strong>{" "}
                {t("low.line", {
                  store: words.store(level.storeId),
                  quantity: words.amount(level.quantity, level.materialId),
                  lowAt: level.lowAt ?? "",
                  since: words.time(level.lowSince ?? ""),
                })}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="waiting-title">
        <h2 id="waiting-title">{t("waiting.title")}</h2>
        {reservations.length === 0 ? (
          <p>{t("waiting.none")}</p>
        ) : (
          <ul className="stock-alerts" data-testid="stock-waiting">
            {reservations.map((each) => (
              <li key={each.id} data-state={each.state}>
                <strong>
                  {each.state === "ready"
                    ? t("waiting.ready", { store: words.store(each.storeId) })
                    : t("waiting.waiting")}
                </strong>{" "}
                {t("waiting.job")} {each.number} · {words.material(each.materialId)}{" "}
                {words.amount(each.quantity, each.materialId)} ·{" "}
                {t("waiting.since", { time: words.time(each.at) })}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="levels-title">
        <h2 id="levels-title">{t("levels.title")}</h2>
        <div className="stock-row">
          <label className="stock-field">
            {t("levels.store")}
            <select
              value={storeId}
              onChange={(event) => setStoreId(event.target.value)}
              data-testid="level-store"
            >
              <option value="">{t("levels.all")}</option>
              {stores.map((each) => (
                <option key={each.id} value={each.id}>
                  {words.name(each)}
                </option>
              ))}
            </select>
          </label>
          <label className="stock-field">
            {t("levels.find")}
            <input type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
          </label>
        </div>
        {found.length === 0 ? (
          <p>{t("levels.empty")}</p>
        ) : (
          <Scroll>
            <table className="stock-table">
              <thead>
                <tr>
                  <th scope="col">{t("levels.code")}</th>
                  <th scope="col">{t("levels.name")}</th>
                  <th scope="col" className="stock-right">
                    {t("levels.quantity")}
                  </th>
                  <th scope="col" className="stock-right">
                    {t("levels.held")}
                  </th>
                  <th scope="col" className="stock-right">
                    {t("levels.free")}
                  </th>
                  {storeId !== "" && <th scope="col">{t("levels.lowAt")}</th>}
                </tr>
              </thead>
              <tbody>
                {found.map((each) => {
                  const level = at(each.id);
                  return (
                    <tr key={each.id} data-code={each.code} data-quantity={quantityWords(level.quantity)}>
                      <td className="stock-figures">{each.code}</td>
                      <th scope="row">{words.name(each)}</th>
                      <td className="stock-right stock-figures">
                        {words.amount(quantityWords(level.quantity), each.id)}
                      </td>
                      <td className="stock-right stock-figures">{quantityWords(level.held)}</td>
                      <td className="stock-right stock-figures">{quantityWords(level.free)}</td>
                      {storeId !== "" && (
                        <td>
                          {keeps ? (
                            <LowLevel
                              key={storeId}
                              spot={{ storeId, materialId: each.id }}
                              lowAt={level.lowAt}
                              name={words.name(each)}
                              refetch={refetch}
                            />
                          ) : (
                            (level.lowAt ?? "")
                          )}
                        </td>
                      )}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </Scroll>
        )}
      </section>
    </>
  );
}

type LowProps = {
  spot: { storeId: string; materialId: string };
  lowAt: string | null;
  name: string;
  refetch(): Promise<void>;
};

/** Typed and kept with Enter, or when the field is left. */
function LowLevel({ spot, lowAt, name, refetch }: LowProps) {
  const t = useTranslations("stock.levels");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  // What is typed stays, whatever another sets meanwhile; null follows what holds.
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState("");
  async function keep(event?: FormEvent) {
    event?.preventDefault();
    const said = (typed ?? lowAt ?? "").trim();
    if (pending) return;
    if (said === (lowAt ?? "")) {
      setTyped(null);
      return setProblem("");
    }
    const kept = await run({ ...spot, lowAt: said === "" ? null : said, seen: lowAt });
    const stale = !kept.ok && kept.told.code === "STALE";
    if (kept.ok || stale) await refetch();
    if (kept.ok) setTyped(null);
    setProblem(kept.ok ? "" : stale ? "stale" : refusal(kept.told));
  }
  return (
    <form className="stock-low" onSubmit={keep}>
      <input
        inputMode="decimal"
        aria-label={t("lowFor", { name })}
        aria-invalid={problem !== ""}
        value={typed ?? lowAt ?? ""}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => void keep()}
      />
      {problem && (
        <span role="alert" className="stock-problem">
          {problem === "stale" ? t("stale", { lowAt: lowAt ?? "none" }) : problem}
        </span>
      )}
    </form>
  );
}
