/** What a technician can send the owner with one tap where he does not see the number. */
export const ownerWords = ["coming", "downstairs", "late", "call_desk"] as const;
export type OwnerWord = (typeof ownerWords)[number];

/** So many of them for one job within an hour. */
export const mostOwnerWords = 4;
