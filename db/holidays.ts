import { createRequire } from "node:module";
import type { HolidayRegion } from "#server/domain/time/holidayRegion.ts";

export type Holiday = { day: string; kind: "holiday" | "workday"; nameZh: string; nameEn: string };
/** A region's days as they were published, and the years whose list is known. */
export type Published = { region: HolidayRegion; source: string; days: Holiday[]; years: number[] };

type Kept = Record<"holidays" | "workdays", Record<string, string>>;
type Abroad = Record<Exclude<HolidayRegion, "CN">, Record<string, Record<string, string>>>;

const require = createRequire(import.meta.url);
/** The package's data file, and nothing of its logic: that answers for years that nobody has published. */
const kept = require("chinese-days/dist/chinese-days.json") as Kept;
/** Written by `scripts/holidays.ts`, for published years alone. */
const abroad = require("./holidaysAbroad.json") as Abroad;

const sources: Record<HolidayRegion, string> = {
  CN: "国务院办公厅节假日安排 (chinese-days 1.5.7)",
  "GB-ENG": "UK bank holidays, England and Wales (date-holidays 3.37.0, CC BY 3.0)",
  "GB-SCT": "UK bank holidays, Scotland (date-holidays 3.37.0, CC BY 3.0)",
  "GB-NIR": "UK bank holidays, Northern Ireland (date-holidays 3.37.0, CC BY 3.0)",
  US: "US federal holidays (date-holidays 3.37.0, CC BY 3.0)",
};

const inChinese: Record<string, string> = {
  "New Year's Day": "元旦",
  "January 2nd": "元旦次日",
  "Good Friday": "耶稣受难日",
  "Easter Monday": "复活节星期一",
  "Early May bank holiday": "五月初公共假日",
  "Spring bank holiday": "春季公共假日",
  "Summer bank holiday": "夏季公共假日",
  "St Patrick’s Day": "圣帕特里克节",
  "St Andrew’s Day": "圣安德鲁节",
  "Battle of the Boyne (Orangemen’s Day)": "博因河战役纪念日",
  "Christmas Day": "圣诞节",
  "Boxing Day": "节礼日",
  "Martin Luther King Jr. Day": "马丁·路德·金纪念日",
  "Washington's Birthday": "华盛顿诞辰",
  "Memorial Day": "阵亡将士纪念日",
  Juneteenth: "六月节",
  "Independence Day": "独立日",
  "Labor Day": "劳动节",
  "Columbus Day": "哥伦布日",
  "Veterans Day": "退伍军人节",
  "Thanksgiving Day": "感恩节",
};

/** Every public holiday that is known, region by region. */
export function publishedHolidays(): Published[] {
  const others = Object.entries(abroad) as Array<[Exclude<HolidayRegion, "CN">, Abroad["US"]]>;
  return [chineseHolidays(), ...others.map(([region, years]) => holidaysAbroad(region, years))];
}

/** China's public holidays and make-up workdays as the State Council published them, and the years that are known. */
export function chineseHolidays(): Published {
  const days = (["holiday", "workday"] as const).flatMap((kind) =>
    Object.entries(kept[`${kind}s`]).map(([day, names]) => {
      const [nameEn = "", nameZh = ""] = names.split(",");
      return { day, kind, nameZh, nameEn };
    }),
  );
  const years = [...new Set(days.filter((d) => d.kind === "holiday").map((d) => Number(d.day.slice(0, 4))))];
  return { region: "CN", source: sources.CN, days, years: years.sort((a, b) => a - b) };
}

function holidaysAbroad(region: Exclude<HolidayRegion, "CN">, years: Abroad["US"]): Published {
  const days = Object.values(years).flatMap((year) =>
    Object.entries(year).map(([day, name]) => {
      // The package spells it as the British do.
      const nameEn = name === "Labour Day" && region === "US" ? "Labor Day" : name;
      return { day, kind: "holiday" as const, nameZh: inChinese[nameEn] ?? nameEn, nameEn };
    }),
  );
  return { region, source: sources[region], days, years: Object.keys(years).map(Number) };
}
