/** Widths of the sticky columns and heights of what lies in a row, px. */
export const nameWidth = 176;
export const endWidth = 128;
/** Narrower than this the load stands under the name. */
export const endFrom = 760;
export const lineHeight = 32;
export const rowPadding = 16;
