"use client";
import { useCallback, useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { moneyWords } from "#app/_money/money.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type ChargeKind, chargeKinds } from "#server/domain/stock/charge.ts";
import { useDesk } from "./desk.ts";
import { useWords } from "./useWords.ts";

type Parts = Outputs["stock"]["ofTicket"];
type Quotes = Outputs["quote"]["of"];

const send = (sent: Inputs["stock"]["setCharge"]) => api.stock.setCharge.mutate(sent);

type Props = { ticketId: string; version: number; siteId: string };

/** What was used on the job, what it waits for, and how the owner stands to the money; a lead rules who pays. */
export function DrawerParts({ ticketId, version, siteId }: Props) {
  const t = useTranslations("parts");
  const zh = useLocale() === "zh";
  const words = useWords();
  const { may, say } = useDesk();
  const { run } = useCommand(send);
  const [about, setAbout] = useState<{ parts: Parts; quotes: Quotes } | null>(null);
  const ask = useCallback(async () => {
    const [parts, quotes] = await Promise.all([
      api.stock.ofTicket.query({ ticketId }),
      api.quote.of.query({ ticketId }),
    ]);
    setAbout({ parts, quotes });
  }, [ticketId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the ticket moves
  useEffect(() => void ask().catch(() => {}), [ask, version]);
  if (about === null) return null;
  const { parts, quotes } = about;
  const charges = parts.charges.filter((each) => !each.voided);
  const asked = quotes.quotes.filter((each) => each.answer !== "replaced");
  if (charges.length + parts.reservations.length + asked.length === 0) return null;

  async function rule(chargeId: string, seen: ChargeKind, kind: ChargeKind) {
    const told = await run({ ticketId, chargeId, kind, seen });
    if (!told.ok) say({ tone: "refused", title: words.refusal(told.told) });
    await ask().catch(() => {});
  }

  return (
    <section data-testid="drawer-parts">
      <h3>{t("title")}</h3>
      <dl className="drawer-facts">
        {charges.map((each) => (
          <div key={each.id}>
            <dt>{t("amount", { quantity: each.quantity, unit: t(`units.${each.unit}`) })}</dt>
            <dd>
              {zh ? each.nameZh : each.nameEn} ·{" "}
              {may("stock.setCharge") && parts.mayCharge ? (
                <select
                  aria-label={t("kind")}
                  value={each.kind}
                  onChange={(event) => void rule(each.id, each.kind, event.target.value as ChargeKind)}
                >
                  {chargeKinds.map((kind) => (
                    <option key={kind} value={kind}>
                      {t(`kinds.${kind}`)}
                    </option>
                  ))}
                </select>
              ) : (
                t(`kinds.${each.kind}`)
              )}{" "}
              {moneyWords(each.chargedCents)}
              {each.consent !== "none" && ` · ${t(`consent.${each.consent}`)}`}
              {each.unsettled && ` · ${t("unsettled")}`}
            </dd>
          </div>
        ))}
        {parts.reservations.map((each) => (
          <div key={each.id}>
            <dt>
              {each.store ? t("heldIn", { store: zh ? each.store.nameZh : each.store.nameEn }) : t("waiting")}
            </dt>
            <dd>
              {zh ? each.nameZh : each.nameEn}{" "}
              {t("amount", { quantity: each.quantity, unit: t(`units.${each.unit}`) })}
            </dd>
          </div>
        ))}
        {asked.map((each) => (
          <div key={each.id}>
            <dt>
              <time>{words.time(each.answeredAt ?? each.madeAt, siteId)}</time>
            </dt>
            <dd>
              {each.answer === null
                ? t(each.sentTo > 0 ? "quote.open" : "quote.openNobody", {
                    money: moneyWords(each.totalCents),
                  })
                : `${each.answer === "accepted" ? t("quote.accepted", { money: moneyWords(each.totalCents) }) : t("quote.refused")} ${each.decidedBy}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
