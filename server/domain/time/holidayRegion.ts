/** Whose public holidays are known: a country, or a part of one where they differ. */
export const holidayRegions = ["CN", "GB-ENG", "GB-SCT", "GB-NIR", "US"] as const;
export type HolidayRegion = (typeof holidayRegions)[number];
