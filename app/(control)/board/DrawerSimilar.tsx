"use client";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { charactersRead } from "#server/domain/duplicate/grams.ts";
import { isOpen } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk } from "./desk.ts";
import { MergeButton } from "./incident/MergeButton.tsx";
import type { Detail } from "./useDetail.ts";
import { useWords } from "./useWords.ts";

type Like = Outputs["ticket"]["similar"]["similar"][number];

/** Other reports that may be this failure, each with why; and the homes that follow this one. */
export function DrawerSimilar({ detail }: { detail: Detail }) {
  const t = useTranslations("control.drawer");
  const words = useWords();
  const likes = useLikes(detail);
  return (
    <>
      {detail.followers.length > 0 && (
        <section>
          <h3>{t("followers")}</h3>
          <ul className="drawer-likes">
            {detail.followers.map((home) => (
              <li key={home.placeId}>
                <Plate place={words.place(home.plate)} size="xs" />
                <time>{words.time(home.since, detail.ticket.siteId)}</time>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section data-testid="drawer-similar">
        <h3>{t("similar")}</h3>
        {likes === "failed" && <p className="drawer-faint">{t("similarFailed")}</p>}
        {likes !== "failed" && likes?.length === 0 && <p className="drawer-faint">{t("similarNone")}</p>}
        {Array.isArray(likes) && likes.length > 0 && (
          <ul className="drawer-likes">
            {likes.map((like) => (
              <LikeRow
                key={like.ticketId}
                like={like}
                ticket={detail.ticket}
                saidNot={detail.notSame.includes(like.ticketId)}
                siteId={detail.ticket.siteId}
              />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

type RowProps = { like: Like; ticket: Ticket; saidNot: boolean; siteId: string };

function LikeRow({ like, ticket, saidNot, siteId }: RowProps) {
  const t = useTranslations("control");
  const { open, store } = useDesk();
  const words = useWords();
  const why = like.reasons.map(({ code, figure }) =>
    t(`drawer.because.${code}`, {
      hours: Math.round(figure ?? 0),
      percent: Math.round((figure ?? 0) * 100),
    }),
  );
  const marks = [
    like.likely ? t("drawer.similarLikely") : "",
    like.households > 1 ? t("queue.households", { count: like.households }) : "",
    saidNot ? t("drawer.similarSaidNot") : "",
    isOpen(like.status) ? t(`status.${like.status}`) : t("drawer.similarEnded"),
  ].filter((mark) => mark !== "");
  const line = (
    <>
      <span className="drawer-like-what">
        {"plate" in like.where && <Plate place={words.place(like.where.plate)} size="xs" />}
        <span>{words.zh ? like.faultZh : like.faultEn}</span>
        <time>{words.time(like.receivedAt, siteId)}</time>
      </span>
      {(like.words !== "" || like.photoId !== null) && (
        <span className="drawer-like-said">
          {like.photoId !== null && (
            // biome-ignore lint/performance/noImgElement: pictures are made small at upload, there is no optimiser
            <img
              src={`/api/photos/${like.photoId}?w=320`}
              alt={t("drawer.similarPhoto", { fault: words.zh ? like.faultZh : like.faultEn })}
              width={48}
              height={48}
            />
          )}
          <bdi>{like.words}</bdi>
        </span>
      )}
      <span className="drawer-like-why">
        {marks.join(" · ")}
        {" · "}
        {why.join(" · ")}
      </span>
    </>
  );
  return (
    <li data-ticket={like.ticketId} data-likely={like.likely}>
      {store.ticket(like.ticketId) ? (
        <button type="button" onClick={() => open(like.ticketId)}>
          {line}
        </button>
      ) : (
        <div>{line}</div>
      )}
      <MergeButton ticket={ticket} intoId={like.ticketId} />
    </li>
  );
}

/** Asked once for each ticket that is opened, and again when its fault is ruled anew. */
function useLikes({ ticket, place, description, placeWords }: Detail): Like[] | "failed" | null {
  const [likes, setLikes] = useState<Like[] | "failed" | null>(null);
  const { id, faultCode, receivedAt } = ticket;
  useEffect(() => {
    let wanted = true;
    setLikes(null);
    const words = `${description} ${placeWords}`.trim().slice(0, charactersRead);
    api.ticket.similar.query({ placeId: place.id, faultCode, words, at: receivedAt, except: id }).then(
      (answer) => wanted && setLikes(answer.similar),
      () => wanted && setLikes("failed"),
    );
    return () => {
      wanted = false;
    };
  }, [id, faultCode, receivedAt, place.id, description, placeWords]);
  return likes;
}
