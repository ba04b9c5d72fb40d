import { ticket } from "#db/schema/ticket.ts";
export const table = ticket;
