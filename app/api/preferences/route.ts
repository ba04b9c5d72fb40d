import { isLocale, isTheme, localeCookie, preferenceKept, themeCookie } from "#app/_ui/preferences.ts";

/**
 * Keeps a reader's theme or language for a year and goes back to the page it came from. Form fields: `theme`, `locale`,
 * `back` (a path of this site). The front has already refused foreign origins. 400 when it names nothing we have.
 */
export async function POST(request: Request): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const [theme, locale] = [form.get("theme"), form.get("locale")];
  const kept = [
    isTheme(theme) && `${themeCookie}=${theme}`,
    isLocale(locale) && `${localeCookie}=${locale}`,
  ].filter((each) => each !== false);
  if (kept.length === 0) return new Response(null, { status: 400 });
  const answer = new Response(null, { status: 303, headers: { location: localPath(form.get("back")) } });
  for (const pair of kept)
    answer.headers.append("set-cookie", `${pair}; Path=/; Max-Age=${preferenceKept}; SameSite=Lax`);
  return answer;
}

/** Only a path of our own; anything that could leave the site becomes the first page. */
function localPath(back: string | null): string {
  if (back === null || !back.startsWith("/") || !URL.canParse(back, nowhere)) return "/";
  const { origin, pathname, search } = new URL(back, nowhere);
  // `/x/..//elsewhere.example` is read as the path `//elsewhere.example`, which a browser takes for another host.
  return origin === nowhere && !pathname.startsWith("//") ? pathname + search : "/";
}

const nowhere = "http://mendline.invalid";
