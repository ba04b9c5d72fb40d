"use client";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { personName } from "#app/_i18n/personName.ts";
import { api } from "#app/_trpc/client.ts";
import { useWaiting } from "./report/waiting.ts";

type Props = { name: string; nameLatin?: string | undefined; personId: string };

/** Who is signed in, and the ways out: this device, or every device. */
export function Account({ name, nameLatin, personId }: Props) {
  const t = useTranslations("portal.account");
  const called = personName(useLocale() === "zh", { name, nameLatin });
  const waits = useTranslations("portal.waits");
  const unsent = useWaiting(personId).filter(({ state }) => state !== "sent").length;
  const [leaving, setLeaving] = useState(false);
  const [failed, setFailed] = useState(false);

  async function leave(which: "end" | "endAll") {
    setLeaving(true);
    setFailed(false);
    try {
      await api.session[which].mutate({ key: crypto.randomUUID(), input: {} });
      await signOut({ redirect: false });
      window.location.assign("/");
    } catch {
      setLeaving(false);
      setFailed(true);
    }
  }

  return (
    <section className="portal-account" aria-label={t("label")}>
      <span>{called === "" ? t("nameless") : t("signedInAs", { name: called })}</span>
      <button type="button" className="portal-link" disabled={leaving} onClick={() => leave("end")}>
        {leaving ? t("leaving") : t("signOut")}
      </button>
      <button type="button" className="portal-link" disabled={leaving} onClick={() => leave("endAll")}>
        {t("signOutAll")}
      </button>
      {unsent > 0 && <p>{waits("signOut", { count: unsent })}</p>}
      <p role="status">{failed ? t("failed") : ""}</p>
    </section>
  );
}
