import { rateBy } from "#server/domain/repeat/firstTime.ts";

export const rateBys = rateBy;
export type RateBy = (typeof rateBys)[number];
export const rateDays = [30, 90, 365] as const;
