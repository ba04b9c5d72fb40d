/** One thing in both languages. */
export type Both = { zh: string; en: string };

export type Check = Both & { id: string; required: boolean };
/** A figure to be read off; outside `min` to `max` it is taken for a slip of the finger. */
export type Reading = Both & { id: string; unit: string; min: number; max: number; required: boolean };

export const askedFields = ["cause", "tools", "materials"] as const;
export type AskedField = (typeof askedFields)[number];

/** What the record of a fault has to say (作业表). */
export type RecordForm = {
  checks: Check[];
  readings: Reading[];
  /** Texts that may not stay empty, beside what was found and done. */
  fields: AskedField[];
  photos: { before: boolean; after: boolean };
  /** Whether the owner is asked to sign. */
  signature: boolean;
};

/** A form under the name that a record remembers: whose it is, and which edition. */
export type NamedForm = RecordForm & { scope: string; version: number };

/** For a fault that has no form of its own, and no category that has. */
export const generalForm: NamedForm = {
  scope: "general",
  version: 1,
  checks: [
    { id: "tested", zh: "试用正常", en: "Tried out and works", required: true },
    { id: "tidy", zh: "现场清理干净", en: "Place left tidy", required: false },
  ],
  readings: [],
  fields: [],
  photos: { before: false, after: false },
  signature: true,
};
