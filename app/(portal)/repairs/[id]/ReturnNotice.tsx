"use client";
import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, type Outputs } from "#app/_trpc/client.ts";
import type { Story } from "./useStory.ts";

type Repeat = Outputs["repeat"]["of"]["repeat"];
type Props = { ticketId: string; version: number; story: Story };

/** That this repair is the return of an earlier one, free of charge, and what was done then. */
export function ReturnNotice({ ticketId, version, story }: Props) {
  const t = useTranslations("repeat");
  const zh = useLocale().startsWith("zh");
  const [repeat, setRepeat] = useState<Repeat>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the repair moves
  useEffect(() => {
    let wanted = true;
    api.repeat.of.query({ ticketId }).then(
      (answer) => wanted && setRepeat(answer.repeat),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [ticketId, version]);
  if (repeat === null) return null;
  const { first } = repeat;
  return (
    <section className="portal-notice" data-testid="return-notice" aria-labelledby="return-title">
      <h2 id="return-title">{first.number === "" ? t("ofUnnamed") : t("of", { number: first.number })}</h2>
      <p>{zh ? first.faultZh : first.faultEn}</p>
      {first.visits.length > 0 && <p>{t("before")}</p>}
      {first.visits.map((visit) => (
        <p key={visit.at} className="portal-words">
          {t("visit", {
            time: story.time(visit.at),
            technician: story.technician(visit.technician),
            result: t(`result.${visit.result}`),
          })}
          {visit.done !== "" && `\n${visit.done}`}
        </p>
      ))}
    </section>
  );
}
