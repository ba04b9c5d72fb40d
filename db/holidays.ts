import { createRequire } from "node:module";

export type Holiday = { day: string; kind: "holiday" | "workday"; nameZh: string; nameEn: string };

type Kept = Record<"holidays" | "workdays", Record<string, string>>;

/** The package's data file, and nothing of its logic: that answers for years that nobody has published. */
const kept = createRequire(import.meta.url)("chinese-days/dist/chinese-days.json") as Kept;

export const holidaySource = "国务院办公厅节假日安排 (chinese-days 1.5.7)";

/** China's public holidays and make-up workdays as the State Council published them, and the years that are known. */
export function chineseHolidays(): { days: Holiday[]; years: number[] } {
  const days = (["holiday", "workday"] as const).flatMap((kind) =>
    Object.entries(kept[`${kind}s`]).map(([day, names]) => {
      const [nameEn = "", nameZh = ""] = names.split(",");
      return { day, kind, nameZh, nameEn };
    }),
  );
  const years = [...new Set(days.filter((d) => d.kind === "holiday").map((d) => Number(d.day.slice(0, 4))))];
  return { days, years: years.sort((a, b) => a - b) };
}
