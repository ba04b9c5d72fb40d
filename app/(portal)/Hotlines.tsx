import { getLocale } from "#app/_i18n/server.ts";
import { pageApi } from "#app/_trpc/server.ts";
import { CallInstead } from "#app/sign-in/CallInstead.tsx";
import { callable, linesOf } from "./lines.ts";

/** Whom to call, site by site, for whoever cannot go on by the page alone. */
export async function Hotlines() {
  const [locale, api] = await Promise.all([getLocale(), pageApi()]);
  const { sites } = await api.site.hotlines({});
  return <CallInstead lines={callable(linesOf(sites, locale.startsWith("zh")))} />;
}
