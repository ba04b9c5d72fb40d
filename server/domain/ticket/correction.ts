/** Why a report was not quite right. */
export const correctionReasons = [
  "misheard",
  "caller_called_again",
  "found_on_site",
  "typing",
  "place_found",
] as const;
export type CorrectionReason = (typeof correctionReasons)[number];

/** How the desk knows whose report this is. */
export const joinReasons = ["said_so", "same_number", "known_voice", "wrong_person"] as const;
export type JoinReason = (typeof joinReasons)[number];

/** Why a report was received before it was typed. */
export const earlierReasons = ["system_down", "on_paper", "told_guard", "in_person", "typed_later"] as const;
export type EarlierReason = (typeof earlierReasons)[number];

/** Minutes that typing takes; a report received longer ago than that needs a reason. */
export const typingMinutes = 15;
