"use client";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";

/** Who is signed in, and the ways out: this device, or every device. */
export function Account({ name }: { name: string }) {
  const t = useTranslations("portal.account");
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
      <span>{name === "" ? t("nameless") : t("signedInAs", { name })}</span>
      <button type="button" className="portal-link" disabled={leaving} onClick={() => leave("end")}>
        {leaving ? t("leaving") : t("signOut")}
      </button>
      <button type="button" className="portal-link" disabled={leaving} onClick={() => leave("endAll")}>
        {t("signOutAll")}
      </button>
      <p role="status">{failed ? t("failed") : ""}</p>
    </section>
  );
}
