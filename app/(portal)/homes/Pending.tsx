"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type Home, useHomeWords } from "./useHouseholds.ts";

const send = (sent: Inputs["household"]["takeBack"]) => api.household.takeBack.mutate(sent);

/** Who was asked into this home and has not answered yet. */
export function Pending({ home, refetch }: { home: Home; refetch: () => Promise<void> }) {
  const t = useTranslations("portal.household");
  const refusal = useRefusalWords();
  const words = useHomeWords();
  const { run, pending } = useCommand(send);
  const [no, setNo] = useState("");

  async function takeBack(invitationId: string) {
    const sent = await run({ invitationId });
    setNo(sent.ok || sent.told.code === "NOT_FOUND" ? "" : refusal(sent.told));
    await refetch();
  }

  return (
    <div className="portal-pending">
      <h3>{t("pending.title")}</h3>
      <ul>
        {home.invitations.map((each) => (
          <li key={each.id} data-testid="pending">
            <p>
              <strong className="portal-figures">{each.phone}</strong>
              <span>
                {t(`kind.${each.relation}`)} · {t(each.decidesMoney === "yes" ? "money.yes" : "money.no")}
              </span>
              <small>{t("pending.until", { date: words.day(each.expiresAt) })}</small>
            </p>
            <button
              type="button"
              className="portal-link"
              aria-label={t("pending.takeBack", { phone: each.phone })}
              aria-disabled={pending}
              onClick={() => void takeBack(each.id)}
            >
              {t("pending.short")}
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className="portal-field-problem">
        {no}
      </p>
    </div>
  );
}
