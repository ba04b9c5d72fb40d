import type { useTranslations } from "use-intl";
import type { Told } from "#app/_trpc/refusal.ts";

type Refusals = ReturnType<typeof useTranslations<"shared.refusal">>;

/** Longer waits than this are told in minutes, s. */
const longInSeconds = 90;

type Params = NonNullable<Told["params"]>;

/** The names in a no as the reader's script has them: a server gives both. */
export function namesFor(locale: string, params: Params): Params {
  if (locale.startsWith("zh")) return params;
  const { byLatin, toLatin } = params;
  return { ...params, ...(byLatin && { by: byLatin }), ...(toLatin && { to: toLatin }) };
}

/** The sentence for a no; `t` speaks `shared.refusal`. Figures that a sentence can do without are there all the same. */
export function refusalWords(t: Refusals, told: Told, locale = "zh"): string {
  const params = namesFor(locale, told.params ?? {});
  const seconds = Number(params.seconds ?? 0);
  const minutes = seconds > longInSeconds ? Math.ceil(seconds / 60) : 0;
  const blank = { max: 0, over: 0, seconds: 0, minutes, left: 0, status: "other", span: "other" };
  return t(told.code, { ...blank, ...params });
}
