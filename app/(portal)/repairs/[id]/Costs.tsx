"use client";
import { useCallback, useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { moneyWords } from "#app/_money/money.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { timeWords } from "../../times.ts";
import type { Detail } from "./detail.ts";
import "./costs.css";

type Quotes = Outputs["quote"]["of"];
type Line = Quotes["used"][number];

const send = (sent: Inputs["quote"]["answer"]) => api.quote.answer.mutate(sent);

type Props = { detail: Detail; resident: boolean; refetch(): Promise<void> };

/** What it costs the people of the home: a quote to answer with one tap, what was answered, and what was used. */
export function Costs({ detail: { ticket, site }, resident, refetch }: Props) {
  const t = useTranslations("parts");
  const locale = useLocale();
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [quotes, setQuotes] = useState<Quotes | null>(null);
  const [problem, setProblem] = useState("");
  const ask = useCallback(async () => {
    try {
      setQuotes(await api.quote.of.query({ ticketId: ticket.id }));
    } catch {
      // Shown again with the next answer of the office.
    }
  }, [ticket.id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the repair moves
  useEffect(() => {
    if (resident) void ask();
  }, [resident, ask, ticket.version]);
  if (!resident || quotes === null) return null;
  const ended = ["cancelled", "declined", "duplicate"].includes(ticket.status);
  const open = ended ? undefined : quotes.quotes.find((each) => each.answer === null);
  const answered = quotes.quotes.filter((each) => each.answer === "accepted" || each.answer === "refused");

  async function tell(answer: "accepted" | "refused") {
    if (!open) return;
    const told = await run({ ticketId: ticket.id, quoteId: open.id, answer });
    setProblem(told.ok ? "" : refusal(told.told));
    await Promise.all([ask(), refetch()]);
  }

  return (
    <>
      {open && (
        <section className="portal-panel" aria-labelledby="quote-title" data-testid="quote">
          <h2 id="quote-title">{t("quote.title")}</h2>
          <p>{t("quote.words", { number: ticket.number })}</p>
          <Lines lines={open.lines} total={open.totalCents} />
          <p role="alert">{problem}</p>
          {quotes.mayDecide ? (
            <div className="portal-verdict">
              <button
                type="button"
                className="portal-button portal-button-main"
                aria-disabled={pending}
                data-testid="quote-accept"
                onClick={() => void tell("accepted")}
              >
                {pending ? t("quote.sending") : t("quote.accept", { money: moneyWords(open.totalCents) })}
              </button>
              <button
                type="button"
                className="portal-button portal-button-plain"
                aria-disabled={pending}
                data-testid="quote-refuse"
                onClick={() => void tell("refused")}
              >
                {t("quote.refuse")}
              </button>
            </div>
          ) : (
            <p data-testid="quote-not-yours">{t("quote.waitingFor")}</p>
          )}
        </section>
      )}
      {answered.map((each) => (
        <p key={each.id} className="portal-notice" data-testid="quote-answered" data-answer={each.answer}>
          <strong>
            {each.answer === "accepted"
              ? t("quote.accepted", { money: moneyWords(each.totalCents) })
              : t("quote.refused")}
          </strong>{" "}
          {t("quote.answeredAt", {
            time: timeWords(each.answeredAt ?? each.madeAt, site.timeZone, locale, new Date().toISOString()),
            relation: t(`quote.relations.${relationOf(each.relation)}`),
          })}
        </p>
      ))}
      {quotes.used.length > 0 && (
        <details className="portal-group">
          <summary>
            {t("quote.used")} <span>{t("sum", { money: moneyWords(quotes.usedCents) })}</span>
          </summary>
          <Lines lines={quotes.used} total={quotes.usedCents} />
        </details>
      )}
    </>
  );
}

function relationOf(relation: string | null): "owner" | "family" | "tenant" | "other" {
  return relation === "owner" || relation === "family" || relation === "tenant" ? relation : "other";
}

/** Each thing with how much of it and what it costs the reader; what costs nothing says why. */
function Lines({ lines, total }: { lines: readonly Line[]; total: number }) {
  const t = useTranslations("parts");
  const zh = useLocale() === "zh";
  return (
    <dl className="portal-answers portal-costs">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one quote do not move
        <div key={at}>
          <dt>
            {zh ? line.nameZh : line.nameEn}
            {line.unit && (
              <span className="portal-figures">
                {" "}
                {t("amount", { quantity: line.quantity, unit: t(`units.${line.unit}`) })}
              </span>
            )}
          </dt>
          <dd className="portal-figures">
            {line.chargedCents > 0 || line.kind === "charged"
              ? moneyWords(line.chargedCents)
              : t("quote.notCharged", { kind: t(`kinds.${line.kind}`) })}
          </dd>
        </div>
      ))}
      <div>
        <dt>
          <strong>{t("quote.total")}</strong>
        </dt>
        <dd className="portal-figures">
          <strong>{moneyWords(total)}</strong>
        </dd>
      </div>
    </dl>
  );
}
