/** For how long a repair is answered for, days, and where that figure is from, in both languages. */
export type Warranty = { days: number; source: { zh: string; en: string } };

/** What the law asks of whoever repairs household goods: thirty days of normal use after the repair. */
export const leastDays = 30;
export const mostDays = 3_650;

const law = {
  zh: "《部分商品修理更换退货责任规定》：修理后正常使用不少于 30 日",
  en: "PRC three-guarantees rules: at least 30 days of normal use after a repair",
};
const custom = {
  zh: "行业惯例：人工与更换件 90 天，高于法定 30 日",
  en: "Trade custom: 90 days for work and parts, above the legal 30",
};
const leaks = {
  zh: "公司承诺：渗漏维修 180 天，跨一个雨季",
  en: "House promise: 180 days for leaks, so that one rainy season is in it",
};

/** Where the site has not set its own. Cleaning and planting depend on how they are used: no more than the law asks. */
const shipped: Record<string, Warranty> = {
  walls: { days: 180, source: leaks },
  grounds: { days: leastDays, source: law },
};

export const usualWarranty: Warranty = { days: 90, source: custom };

/** How long repairs of this category are answered for, unless the site says otherwise. */
export function shippedWarranty(categoryCode: string): Warranty {
  return shipped[categoryCode] ?? usualWarranty;
}
