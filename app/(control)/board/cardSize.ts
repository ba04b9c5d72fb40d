/** Height of a queue card and the gap below it, px; fixed, so that ten thousand of them need no measuring. */
export const cardHeight = 104;
export const gap = 8;
