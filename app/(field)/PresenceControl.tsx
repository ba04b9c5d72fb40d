"use client";
import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { liveSocket } from "#app/_live/connection.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { awayReasons, leaves, type Presence, presences } from "#server/domain/dispatch/presence.ts";
import { useFieldWords } from "./useFieldWords.ts";

type Mine = Outputs["technician"]["mine"];
type Sent = Inputs["technician"]["setAvailability"];
const send = (sent: Sent) => api.technician.setAvailability.mutate(sent);

/** At work, on a break, off or ill, in his own words; leaving gives back what he has not begun, so it says so first. */
export function PresenceControl() {
  const t = useTranslations("field.presence");
  const refusal = useRefusalWords();
  const words = useFieldWords();
  const [mine, setMine] = useState<Mine | null>(null);
  const [wanted, setWanted] = useState<Exclude<Presence, "on"> | null>(null);
  const [back, setBack] = useState<number | null>(null);
  const { run, pending, told } = useCommand(send);
  const [unknown, setUnknown] = useState(false);
  const look = useCallback(() => {
    api.technician.mine.query({}).then(
      (found) => {
        setMine(found);
        setUnknown(false);
      },
      () => setUnknown(true),
    );
  }, []);
  // Asked again with every link and when the office says so: the desk may have said it for him, or his next shift began.
  useEffect(() => {
    look();
    liveSocket().on("connect", look).on("homes", look);
    return () => void liveSocket().off("connect", look).off("homes", look);
  }, [look]);

  async function set(presence: Presence, reason?: Sent["input"]["reason"]) {
    if (mine === null) return;
    const sent = await run({ technicianId: mine.technicianId, presence, ...(reason && { reason }) });
    if (!sent.ok) return;
    setWanted(null);
    setBack(sent.result.putBack);
    setMine({ ...mine, presence, reason: reason ?? null, until: null });
    look();
  }
  if (mine === null) {
    return unknown ? (
      <p className="field-aside" data-testid="presence-unknown">
        {t("offline")}
      </p>
    ) : null;
  }
  return (
    <fieldset className="field-presence" data-testid="presence" data-presence={mine.presence}>
      <legend>
        {t("title")} <strong>{t(`is.${mine.presence}`)}</strong>
        {mine.presence === "ill" && <small> {t("untilSaid")}</small>}
        {mine.until !== null && (
          <small> {t("untilShift", { time: words.time(mine.until, mine.timeZone) })}</small>
        )}
      </legend>
      <div className="field-presence-choices">
        {presences.map((each) => (
          <button
            key={each}
            type="button"
            className="field-plain"
            data-testid={`presence-${each}`}
            aria-pressed={(wanted ?? mine.presence) === each}
            aria-disabled={pending}
            onClick={() => (each === "on" ? void set("on") : setWanted(each))}
          >
            {t(`is.${each}`)}
          </button>
        ))}
      </div>
      {wanted && (
        <div className="field-presence-why">
          <p>{leaves(wanted) ? t("gives") : t("breakWords")}</p>
          <p id="presence-why">{t("why")}</p>
          <ul className="field-presence-choices" aria-labelledby="presence-why">
            {awayReasons[wanted].map((reason) => (
              <li key={reason}>
                <button
                  type="button"
                  className="field-plain"
                  data-testid={`presence-reason-${reason}`}
                  aria-disabled={pending}
                  onClick={() => void set(wanted, reason)}
                >
                  {t(`reason.${reason}`)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p role="status">
        {told
          ? told.code === "OFFLINE"
            ? t("offline")
            : refusal(told)
          : back === null
            ? ""
            : t("done", { count: back })}
      </p>
    </fieldset>
  );
}
