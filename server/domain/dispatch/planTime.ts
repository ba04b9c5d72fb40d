/** A desk is planned within so many seconds, of whatever size it is; small ones much sooner. */
export const planSeconds = 10;
