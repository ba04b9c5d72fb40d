"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { Wish } from "#server/domain/ticket/wish.ts";
import { type Problem, Problems } from "../../Problems.tsx";
import { WishFields } from "../../WishFields.tsx";
import type { Detail } from "./detail.ts";

const send = (sent: Inputs["ticket"]["wish"]) => api.ticket.wish.mutate(sent);

type Props = { detail: Detail; now: string; refetch: () => Promise<void> };

/** Another time than was said: possible until somebody is there. */
export function ChangeWish({ detail, now, refetch }: Props) {
  const t = useTranslations("portal.wish");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [wish, setWish] = useState<Wish | null>(null);
  const [changed, setChanged] = useState(false);
  const [problems, setProblems] = useState<Problem[]>([]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (wish === null) return;
    const outcome = await run({ ticketId: detail.ticket.id, wish, seen: detail.ticket.version });
    await refetch();
    if (!outcome.ok) {
      const words = outcome.told.code === "BAD_TIME" ? t("over") : refusal(outcome.told);
      return setProblems([{ field: outcome.told.field === "wish" ? "wish" : "", words }]);
    }
    setProblems([]);
    setWish(null);
    setChanged(true);
  }

  return (
    <div className="portal-acts">
      {wish === null && (
        <button
          type="button"
          className="portal-button portal-button-plain"
          data-testid="change-wish"
          onClick={() => {
            setWish({ ...detail.wish, windows: [] });
            setChanged(false);
          }}
        >
          {t("open")}
        </button>
      )}
      <p role="status" className="portal-notice" hidden={!changed}>
        {changed ? t("changed") : ""}
      </p>
      {wish !== null && (
        <form className="portal-form portal-panel" onSubmit={submit} noValidate aria-labelledby="wish-title">
          <h2 id="wish-title">{t("title")}</h2>
          <Problems problems={problems} title={t("title")} />
          <WishFields
            wish={wish}
            change={setWish}
            problems={problems}
            timeZone={detail.site.timeZone}
            now={now}
          />
          <button type="submit" className="portal-button portal-button-main" aria-disabled={pending}>
            {pending ? t("sending") : t("submit")}
          </button>
          <button type="button" className="portal-link" onClick={() => setWish(null)}>
            {t("close")}
          </button>
        </form>
      )}
    </div>
  );
}
