import { getTranslations } from "#app/_i18n/server.ts";
import { Hotlines } from "../../Hotlines.tsx";
import { AskLink } from "./AskLink.tsx";

/** A link that opens nothing: wrong, revoked or long over look the same, and what to do is the same. */
export async function DeadLink() {
  const t = await getTranslations("portal.link");
  return (
    <>
      <h1>{t("dead")}</h1>
      <p>{t("deadWords")}</p>
      <AskLink />
      <a className="portal-button portal-button-plain" href="/sign-in">
        {t("signIn")}
      </a>
      <p>{t("orCall")}</p>
      <Hotlines />
    </>
  );
}
