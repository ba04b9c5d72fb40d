import { EarlyScript } from "#app/_ui/EarlyScript.tsx";
import { themeCookie, themes } from "#app/_ui/preferences.ts";

const code = `{
  const chosen = /(?:^|; )${themeCookie}=(${themes.join("|")})(?:;|$)/.exec(document.cookie);
  if (chosen) document.documentElement.dataset.theme = chosen[1];
}`;

/** Puts on the light that was chosen last before anything is painted: a page kept on the phone knows only that of its day. */
export function KeptTheme() {
  return <EarlyScript code={code} />;
}
