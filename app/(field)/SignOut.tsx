"use client";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { unsentOf } from "./_outbox/queue.ts";
import { useOutbox } from "./_outbox/useOutbox.ts";
import { leave } from "./_shell/leave.ts";
import { useDraftCount } from "./jobs/useDraftCount.ts";

/** Leaves this phone to somebody else. What is not sent yet is said first, and stays for its owner only. */
export function SignOut({ personId }: { personId: string }) {
  const t = useTranslations("field");
  const { commands, pictures } = useOutbox();
  const [asking, setAsking] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [failed, setFailed] = useState(false);
  const warning = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asking) warning.current?.scrollIntoView({ block: "end" });
  }, [asking]);
  const { changes, photos, spoilt } = unsentOf(commands, pictures);
  const drafts = useDraftCount(personId);
  const left = changes + photos + spoilt + drafts;
  const what = [
    changes + photos > 0
      ? t("outbox.things", { changes, photos, both: changes > 0 && photos > 0 ? "yes" : "no" })
      : "",
    spoilt > 0 ? t("outbox.spoilt", { count: spoilt }) : "",
    drafts > 0 ? t("outbox.drafts", { count: drafts }) : "",
  ]
    .filter((each) => each !== "")
    .join(t("record.join"));

  async function go() {
    setLeaving(true);
    setFailed(false);
    const gone = await leave(personId).catch(() => false);
    if (gone) return;
    setLeaving(false);
    setFailed(true);
  }

  if (asking) {
    return (
      <div ref={warning} className="field-leave" role="alert" data-testid="unsent-warning">
        <strong>{t("frame.unsentTitle", { what })}</strong>
        <p>{t("frame.unsentWords")}</p>
        <button type="button" className="field-plain" onClick={() => setAsking(false)}>
          {t("frame.stay")}
        </button>
        <button
          type="button"
          className="field-plain"
          disabled={leaving}
          onClick={go}
          data-testid="sign-out-anyway"
        >
          {leaving ? t("frame.leaving") : t("frame.signOutAnyway")}
        </button>
        <p role="status">{failed ? t("frame.failed") : ""}</p>
      </div>
    );
  }
  return (
    <>
      <button
        type="button"
        className="field-plain"
        disabled={leaving}
        onClick={() => (left > 0 ? setAsking(true) : void go())}
        data-testid="sign-out"
      >
        {leaving ? t("frame.leaving") : t("frame.signOut")}
      </button>
      <p role="status">{failed ? t("frame.failed") : ""}</p>
    </>
  );
}
