"use client";
import { PhoneCall, PhoneMissed } from "lucide-react";
import { useTranslations } from "use-intl";
import { Age } from "#app/_ui/Age.tsx";
import { Key } from "#app/_ui/Key.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { useDeskWords } from "./useDeskWords.ts";
import type { Ringing } from "./useRings.ts";

type Props = {
  ringing: Ringing[];
  take(callId: string): void;
  dismiss(callId: string): void;
  no: string | null;
};

/** What rings now and what nobody answered, with who it may be; it is gone as soon as one operator has it. */
export function RingStrip({ ringing, take, dismiss, no }: Props) {
  const t = useTranslations("desk.ring");
  const first = nextToTake(ringing)?.callId;
  return (
    <section className="desk-rings" aria-label={t("label")} aria-live="polite" data-testid="rings">
      {no && (
        <p role="alert" className="desk-error">
          {no}
        </p>
      )}
      <ul>
        {ringing.map((ring) => (
          <li key={ring.callId} data-testid="ring" data-call={ring.callId} data-state={ring.state}>
            {ring.state === "missed" ? (
              <PhoneMissed size={20} aria-hidden />
            ) : (
              <PhoneCall size={20} aria-hidden />
            )}
            <strong>{t(ring.state)}</strong>
            <span className="desk-figures">{ring.number ?? t("hidden")}</span>
            <Who ring={ring} />
            <small>
              <Age since={ring.startedAt} />
            </small>
            <button
              type="button"
              className="desk-button"
              data-primary={ring.state !== "missed"}
              data-testid="take"
              onClick={() => take(ring.callId)}
            >
              {ring.state === "missed" ? t("callBack") : t("take")} {ring.callId === first && <Key>F9</Key>}
            </button>
            {ring.state !== "ringing" && (
              <button type="button" className="desk-button" onClick={() => dismiss(ring.callId)}>
                {t("dismiss")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The one that rings longest; what was missed comes after what still rings. */
export function nextToTake(ringing: Ringing[]): Ringing | undefined {
  return ringing.find((ring) => ring.state === "ringing") ?? ringing[0];
}

function Who({ ring }: { ring: Ringing }) {
  const t = useTranslations("desk.ring");
  const words = useDeskWords();
  const [only] = ring.people;
  if (only === undefined) return <span>{t("unknown")}</span>;
  if (ring.people.length > 1)
    return <span>{t("several", { names: ring.people.map(words.person).join(" / ") })}</span>;
  return (
    <>
      <span>{words.person(only)}</span>
      {only.plate && <Plate place={words.parts(only.plate)} size="xs" />}
    </>
  );
}
