"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Age } from "#app/_ui/Age.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { plateLine } from "#server/domain/place/plate.ts";
import type { Problem } from "../Problems.tsx";
import type { Place } from "./draft.ts";
import type { Sent } from "./useDraft.ts";
import type { Similar } from "./useSimilar.ts";

const send = (sent: Inputs["ticket"]["follow"]) => api.ticket.follow.mutate(sent);

type Props = {
  similar: Similar[] | null;
  place: Place | null;
  /** No household of theirs can be counted there. */
  visits: boolean;
  setProblems: (problems: Problem[]) => void;
  drop: (sent: Sent | null) => void;
};

/** Is it one of these? Who says yes follows that repair, and the report is not sent. */
export function SameStep({ similar, place, visits, setProblems, drop }: Props) {
  const t = useTranslations("portal.report.same");
  const refusal = useRefusalWords();
  const router = useRouter();
  const { run } = useCommand(send);
  const [chosen, setChosen] = useState<string | null>(null);
  const busy = useRef(false);

  async function mineToo({ ticketId }: Similar) {
    if (busy.current) return;
    busy.current = true;
    setChosen(ticketId);
    setProblems([]);
    const homeId = place?.kind === "home" ? place.id : undefined;
    const outcome = await run(homeId === undefined ? { ticketId } : { ticketId, homeId });
    if (outcome.ok) {
      drop(null);
      if (outcome.result.link !== undefined) return window.location.replace(outcome.result.link);
      return router.replace(`/repairs/${ticketId}`);
    }
    if (outcome.told.code === "NOT_SIGNED_IN")
      return window.location.assign(`/sign-in?next=${encodeURIComponent("/report?step=same")}`);
    busy.current = false;
    setChosen(null);
    setProblems([{ field: ticketId, words: refusal(outcome.told) }]);
  }

  return (
    <>
      <p role="status">{similar === null ? t("looking") : ""}</p>
      {similar !== null && similar.length > 0 && (
        <>
          <p>{t("hint")}</p>
          <ul className="portal-likes">
            {similar.map((each) => (
              <Like
                key={each.ticketId}
                like={each}
                visits={visits}
                chosen={chosen}
                choose={() => void mineToo(each)}
              />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

type LikeProps = { like: Similar; visits: boolean; chosen: string | null; choose: () => void };

function Like({ like, visits, chosen, choose }: LikeProps) {
  const t = useTranslations("portal.report.same");
  const status = useTranslations("portal.status");
  const zh = useLocale().startsWith("zh");
  const fault = zh ? like.faultZh : like.faultEn;
  const simply = like.own || visits;
  const over = like.status === "done" || like.status === "closed";
  const homes = { unit: "homeInUnit", building: "homeInBuilding", site: "homeInSite" } as const;
  const where =
    "plate" in like.where
      ? plateLine(zh ? like.where.plate.zh : like.where.plate.en)
      : t(homes[like.where.home]);
  return (
    <li id={like.ticketId} data-testid="like" data-ticket={like.ticketId}>
      <div className="portal-like">
        <div>
          {"plate" in like.where ? (
            <Plate place={zh ? like.where.plate.zh : like.where.plate.en} size="s" />
          ) : (
            <p>{where}</p>
          )}
          <h2>{fault}</h2>
          <p>
            {over && like.own === false ? status("closed") : status(like.status)}
            {" · "}
            {t.rich(over && like.doneAt ? "finished" : "reported", {
              ago: () => <Age since={(over && like.doneAt) || like.receivedAt} />,
            })}
          </p>
          {like.words !== "" && (
            <p className="portal-like-words" dir="auto">
              {like.words}
            </p>
          )}
          <p className="portal-like-why">
            {[
              like.likely ? t("likely") : "",
              like.own ? t("ownHome") : "",
              like.households > 1 ? t("households", { count: like.households }) : "",
              ...like.reasons.map(({ code }) => t(`because.${code}`)),
            ]
              .filter((words) => words !== "")
              .join(" · ")}
          </p>
        </div>
        {like.photoId && (
          // biome-ignore lint/performance/noImgElement: pictures are made small at upload, there is no optimiser
          <img
            src={`/api/photos/${like.photoId}?w=320`}
            alt={t("photoAlt", { fault })}
            width={96}
            height={96}
          />
        )}
      </div>
      {over && !like.own ? (
        <p>{t("over")}</p>
      ) : (
        <button
          type="button"
          className="portal-button portal-button-plain"
          aria-label={t(simply ? "yesOwnLabel" : "yesLabel", { what: `${where} ${fault}` })}
          aria-disabled={chosen !== null}
          onClick={choose}
        >
          {chosen === like.ticketId ? t("following") : t(simply ? "yesOwn" : "yes")}
        </button>
      )}
    </li>
  );
}
