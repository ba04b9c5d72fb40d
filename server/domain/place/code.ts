/** Why a label's code stops opening. */
export const revokeReasons = ["lost", "misused", "renewed", "place_gone"] as const;
export type RevokeReason = (typeof revokeReasons)[number];

/** Labels on one A4 sheet. */
export const labelsPerSheet = 8;
/** Places that one table shows, and one press makes or revokes codes for. */
export const mostLabels = 200;
/** A label is read by whoever stands there, so it says it in both. */
export const labelWords = { zh: "扫码报修", en: "Scan to report a repair" } as const;
