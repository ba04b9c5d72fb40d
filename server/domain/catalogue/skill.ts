/** Trades of property work. A fault needs one; a technician has some, each with a level. */
export const skills = [
  "plumbing",
  "electrical",
  "lift",
  "gas",
  "carpentry",
  "masonry",
  "locks",
  "hvac",
  "lowvoltage",
  "fire",
  "cleaning",
] as const;
export type Skill = (typeof skills)[number];
