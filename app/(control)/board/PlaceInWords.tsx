"use client";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { useDesk } from "./desk.ts";
import type { Detail } from "./useDetail.ts";
import { useWords } from "./useWords.ts";

const send = (sent: Inputs["ticket"]["correct"]) => api.ticket.correct.mutate(sent);
type Found = Outputs["place"]["search"]["places"];
const shown = 4;

/** The place was only said in words: what they can mean, to be set as the place by one press. */
export function PlaceInWords({ detail, again }: { detail: Detail; again(): void }) {
  const t = useTranslations("control.placeInWords");
  const words = useWords();
  const { may, linked } = useDesk();
  const { run, pending, told } = useCommand(send);
  const [found, setFound] = useState<Found | null>(null);
  const { ticket, placeWords } = detail;
  const said = [...placeWords].slice(0, 60).join("");

  useEffect(() => {
    let gone = false;
    setFound(null);
    if (said === "") return setFound([]);
    api.place.search.query({ query: said }).then(
      ({ places }) => !gone && setFound(places),
      () => !gone && setFound([]),
    );
    return () => {
      gone = true;
    };
  }, [said]);

  const here = (found ?? []).filter((place) => place.siteId === ticket.siteId).slice(0, shown);
  return (
    <section className="drawer-correction" data-testid="place-in-words">
      <strong>{t("title")}</strong>
      {placeWords && (
        <p className="drawer-words" dir="auto">
          {placeWords}
        </p>
      )}
      <small>{t("hint")}</small>
      {told && <p role="alert">{words.refusal(told)}</p>}
      {may("ticket.correct") &&
        here.map((place) => (
          <p key={place.id}>
            <Plate place={words.place(place.plate)} size="xs" />{" "}
            <button
              type="button"
              className="control-button"
              disabled={pending || !linked}
              onClick={async () => {
                const { id, version } = ticket;
                const sent = await run({ ticketId: id, version, reason: "place_found", placeId: place.id });
                if (sent.ok) again();
              }}
            >
              {t("set")}
            </button>
          </p>
        ))}
      {found !== null && here.length === 0 && <small>{t("none")}</small>}
    </section>
  );
}
