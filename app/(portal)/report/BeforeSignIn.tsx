"use client";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Outputs } from "#app/_trpc/client.ts";
import { Ready } from "#app/_ui/Ready.tsx";
import { Dangers, type Line } from "../Dangers.tsx";
import { useChosenDanger } from "../danger/useChosenDanger.ts";
import { isDanger } from "../dangers.ts";
import { doorDraft, keepDoorDraft } from "./doorDraft.ts";
import { type Draft, newDraft, type Scanned } from "./draft.ts";
import { FaultDanger } from "./FaultDanger.tsx";
import { labelOf } from "./useScanned.ts";
import { WhatStep } from "./WhatStep.tsx";

type Props = {
  catalogue: Outputs["catalogue"]["get"];
  lines: Line[];
  scanned: Scanned | null;
  /** Where signing in leads on to. */
  next: string;
};

/** The report before it is known who reports: what is wrong, found in anybody's words; the rest follows the sign-in. */
export function BeforeSignIn({ catalogue, lines, scanned, next }: Props) {
  const t = useTranslations("portal");
  const danger = useChosenDanger();
  const [draft, setDraft] = useState<Draft | null>(null);
  useEffect(() => setDraft({ ...newDraft(), ...doorDraft() }), []);

  function change(patch: Partial<Draft>) {
    if (draft === null) return;
    const now = { ...draft, ...patch };
    setDraft(now);
    keepDoorDraft({ faultCode: now.faultCode, description: now.description });
  }
  const signIn = `/sign-in?next=${encodeURIComponent(next)}`;
  function goOn(event: FormEvent) {
    event.preventDefault();
    window.location.assign(signIn);
  }
  const chosen = catalogue.faults.find(({ code }) => code === draft?.faultCode)?.danger;
  const dangers = <Dangers path="/report" lines={lines} where={labelOf(scanned)} alone={danger !== null} />;
  if (danger) return dangers;
  return (
    <form className="portal-form" noValidate aria-labelledby="step-title" onSubmit={goOn}>
      <p className="portal-step">
        <a href="/">{t("back")}</a>
      </p>
      {isDanger(chosen) ? (
        <FaultDanger
          key={chosen}
          danger={chosen}
          lines={lines}
          at={
            scanned && {
              siteId: scanned.site.id,
              placeId: scanned.place.id,
              placeCode: scanned.secret,
              placeWords: "",
              words: "",
            }
          }
        />
      ) : (
        dangers
      )}
      <h1 id="step-title">{t("report.what.title")}</h1>
      <Ready until={draft !== null}>
        <WhatStep
          draft={draft}
          change={change}
          problems={[]}
          catalogue={catalogue}
          place={scanned?.place ?? null}
          hotline={lines.length === 1 ? lines[0] : undefined}
          typed={(description) => change({ description })}
        />
      </Ready>
      <p className="portal-aside">{t("door.words")}</p>
      <div className="portal-go">
        <button type="submit" className="portal-button portal-button-main" disabled={draft === null}>
          {t("door.go")}
        </button>
      </div>
    </form>
  );
}
