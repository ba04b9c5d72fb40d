import type { Span } from "./calendar.ts";
import type { HolidayRegion } from "./holidayRegion.ts";

const weekday: Span[] = [
  [510, 720],
  [810, 1050],
];
const saturday: Span[] = [[540, 720]];

/** Service centre hours: half past eight to twelve and half past one to half past five, Saturday mornings from nine. */
export const serviceHours: {
  code: string;
  nameZh: string;
  nameEn: string;
  week: Span[][];
  holidays: HolidayRegion;
} = {
  code: "service-centre",
  nameZh: "服务中心",
  nameEn: "Service centre",
  week: [[], weekday, weekday, weekday, weekday, weekday, saturday],
  holidays: "CN",
};
