import type { useTranslations } from "use-intl";
import type { Told } from "#app/_trpc/refusal.ts";

type Refusals = ReturnType<typeof useTranslations<"shared.refusal">>;

/** Longer waits than this are told in minutes, s. */
const longInSeconds = 90;

/** The sentence for a no; `t` speaks `shared.refusal`. Figures that a sentence can do without are there all the same. */
export function refusalWords(t: Refusals, told: Told): string {
  const { params = {} } = told;
  const seconds = Number(params.seconds ?? 0);
  const minutes = seconds > longInSeconds ? Math.ceil(seconds / 60) : 0;
  const blank = { max: 0, over: 0, seconds: 0, minutes, left: 0, status: "other", span: "other" };
  return t(told.code, { ...blank, ...params });
}
