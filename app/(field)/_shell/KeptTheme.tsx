import { headers } from "next/headers";
import { themeCookie, themes } from "#app/_ui/preferences.ts";

const code = `{
  const chosen = /(?:^|; )${themeCookie}=(${themes.join("|")})(?:;|$)/.exec(document.cookie);
  if (chosen) document.documentElement.dataset.theme = chosen[1];
}`;

/** Puts on the light that was chosen last before anything is painted: a page kept on the phone knows only that of its day. */
export async function KeptTheme() {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own words, and no file is fast enough
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: code }} />;
}
