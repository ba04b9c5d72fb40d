import { signIn } from "next-auth/react";
import { api } from "#app/_trpc/client.ts";
import { beginEntering, endEntering } from "#app/(field)/_shell/shell.ts";
import { localPath, surfaceOf } from "#app/(portal)/surface.ts";

/** Why the door stayed shut: a refusal's code and its figure, or OFFLINE when nobody answered. */
export type Shut = { code: string; figure: number };

/**
 * Signs in and leaves for the page that was asked for, else for the person's own. The whole page is loaded anew, so
 * that everything is drawn for whoever it is now. Answers only when the door stayed shut.
 */
export async function enter(
  provider: "code" | "password",
  fields: Record<string, string>,
  next: string | null,
): Promise<Shut | null> {
  try {
    await beginEntering().catch(() => {});
    const answer = await signIn(provider, { ...fields, redirect: false });
    // Nobody has come in: what this phone keeps stays whose it is.
    if (!answer?.ok || answer.error) await endEntering(null).catch(() => {});
    if (answer?.error) {
      const [code = "", figure = "0"] = answer.error.split(":");
      return { code, figure: Number(figure) };
    }
    if (!answer?.ok) return { code: "OFFLINE", figure: 0 };
    const me = await api.me.get.query({});
    await endEntering(me.personId ?? "").catch(() => {});
    window.location.assign(localPath(next) ?? surfaceOf(me.roles) ?? "/");
    return null;
  } catch {
    return { code: "OFFLINE", figure: 0 };
  }
}
