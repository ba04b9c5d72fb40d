"use client";
import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { awayReasons, leaves, type Presence, presences } from "#server/domain/dispatch/presence.ts";
import { useOutbox } from "./_outbox/useOutbox.ts";
import { ownZone } from "./ownZone.ts";
import { useAskOnLink } from "./useAskOnLink.ts";
import { useBeside } from "./useBeside.ts";
import { useFieldWords } from "./useFieldWords.ts";

type Mine = Outputs["technician"]["mine"];
type Sent = Inputs["technician"]["setAvailability"];
const drawer = (personId: string) => `mendline.field.presence.${personId}`;

/** At work, on a break, off or ill, in his own words; leaving gives work back, so it says which first. */
export function PresenceControl({ personId }: { personId: string }) {
  const t = useTranslations("field.presence");
  const words = useFieldWords();
  const [atOffice, setAtOffice] = useState<Mine | null>(null);
  const [wanted, setWanted] = useState<Exclude<Presence, "on"> | null>(null);
  const { commands } = useOutbox();
  const { keep, said } = useBeside(personId, {
    number: "",
    plate: null,
    timeZone: atOffice?.timeZone ?? ownZone(),
  });
  const [unknown, setUnknown] = useState(false);
  const own = commands.filter(({ step }) => step.verb === "presence");
  const answered = own.findLast(({ answeredAt }) => answeredAt !== null)?.answeredAt ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the office has heard of it
  const look = useCallback(() => {
    api.technician.mine.query({}).then(
      (found) => {
        setAtOffice(found);
        setUnknown(false);
        remember(personId, found);
      },
      () => {
        setAtOffice((known) => known ?? remembered(personId));
        setUnknown(true);
      },
    );
  }, [personId, answered]);
  // Asked again with every link and when the office says so: the desk may have said it for him, or his next shift began.
  useAskOnLink(look, "homes");
  useEffect(() => setAtOffice((known) => known ?? remembered(personId)), [personId]);

  const last = own.findLast(({ state }) => state === "queued")?.step;
  const mine: Mine | null =
    atOffice !== null && last?.verb === "presence"
      ? { ...atOffice, presence: last.presence, reason: last.reason ?? null, until: null }
      : atOffice;
  async function set(presence: Presence, reason?: Sent["input"]["reason"]) {
    if (mine === null) return;
    const { technicianId } = mine;
    const seen = mine.presence;
    const step = { verb: "presence", technicianId, presence, seen, ...(reason && { reason }) } as const;
    if (await keep(step, (count) => t("done", { count }))) setWanted(null);
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
          <small> {t("untilShift", { time: words.time(mine.until, mine.timeZone ?? ownZone()) })}</small>
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
            onClick={() => (each === "on" ? void set("on") : setWanted(each))}
          >
            {t(`is.${each}`)}
          </button>
        ))}
      </div>
      {wanted && (
        <div className="field-presence-why">
          <p>{t(wanted === "ill" ? "givesAll" : leaves(wanted) ? "gives" : "breakWords")}</p>
          <p id="presence-why">{t("why")}</p>
          <ul className="field-presence-choices" aria-labelledby="presence-why">
            {awayReasons[wanted].map((reason) => (
              <li key={reason}>
                <button
                  type="button"
                  className="field-plain"
                  data-testid={`presence-reason-${reason}`}
                  onClick={() => void set(wanted, reason)}
                >
                  {t(`reason.${reason}`)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p role="status">{said}</p>
    </fieldset>
  );
}

function remembered(personId: string): Mine | null {
  try {
    return JSON.parse(localStorage.getItem(drawer(personId)) ?? "null") as Mine | null;
  } catch {
    return null;
  }
}

function remember(personId: string, mine: Mine): void {
  try {
    localStorage.setItem(drawer(personId), JSON.stringify(mine));
  } catch {
    // A full or forbidden store: without network he is told that it is not known.
  }
}
