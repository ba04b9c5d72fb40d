"use client";
import { useTranslations } from "use-intl";
import { Key } from "#app/_ui/Key.tsx";
import { useDesk } from "../desk.ts";
import { useIncidentRoom } from "./room.ts";

/** How many are picked, and what can be made of them; else the way to announce a cut. */
export function PickBar() {
  const t = useTranslations("control.incident");
  const { may, linked } = useDesk();
  const { picked, ask, incidents } = useIncidentRoom();
  if (!may("incident.open")) return null;
  const count = picked.ids.size;
  return (
    <div className="incident-pick" data-testid="pick-bar" role="status">
      {count === 0 ? (
        <button type="button" className="control-button" onClick={() => ask({ what: "plan" })}>
          {t("plan")}
        </button>
      ) : (
        <>
          <strong>{t("select.count", { count })}</strong>
          <button
            type="button"
            className="control-button"
            data-primary="true"
            disabled={!linked}
            onClick={() => ask({ what: "make", ticketIds: [...picked.ids] })}
          >
            {t("select.make")} <Key>I</Key>
          </button>
          {may("incident.attach") && incidents.some((one) => one.status === "open") && (
            <button
              type="button"
              className="control-button"
              disabled={!linked}
              onClick={() => ask({ what: "attach", ticketIds: [...picked.ids] })}
            >
              {t("attach.open")} <Key>G</Key>
            </button>
          )}
          <button type="button" className="control-button" onClick={picked.clear}>
            {t("select.clear")}
          </button>
        </>
      )}
    </div>
  );
}
