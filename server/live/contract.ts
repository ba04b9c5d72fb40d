import type { EventType } from "../domain/ticket/event.ts";
import type { BoardEvent } from "../operations/board/since.ts";

/**
 * Everything that travels over a socket, imported by both ends. The server speaks; the client only says what it looks
 * at. Commands never come this way.
 */
export type ServerToClient = {
  /** To `desk:{site}`: the events of one site in order, several to a packet. `from` is the first one's seq. */
  events(batch: BoardEvent[]): void;
  /** To whoever follows one ticket or is its technician: something happened, ask for it. */
  moved(news: TicketNews): void;
  /** To a technician: his list changed. */
  jobs(news: TicketNews): void;
  /** To `hotline:{site}`: the phone rang, was taken or hung up there; ask which calls there are. */
  calls(): void;
  /** To `desk:{site}`: its alarms changed; a screen that knows another version asks which there are. */
  alarms(siteId: string, version: number): void;
  /** To one person: their homes, or what is reported there, changed; ask for both. */
  homes(): void;
  /** To `desk:{site}`: who looks at which of its tickets, all of them each time. */
  faces(siteId: string, faces: Face[]): void;
  /** To `wall:{site}`: something happened there, ask what stands on the wall. */
  wall(): void;
  /** Every ten seconds: the server's clock, so that silence means something. */
  beat(now: string): void;
};

export type TicketNews = { ticketId: string; version: number; seq: number; type: EventType; at: string };

/** Somebody of the staff with a ticket open, on however many screens. */
export type Face = {
  ticketId: string;
  personId: string;
  name: string;
  nameLatin?: string | undefined;
  typing: boolean;
};

export type ClientToServer = {
  /** What this screen has open, and whether somebody types about it; null for nothing. */
  look(at: { ticketId: string; siteId: string; typing: boolean } | null): void;
  /** Follow one ticket. The answer says whether this session may. */
  follow(ticketId: string, answer: (allowed: boolean) => void): void;
  unfollow(ticketId: string): void;
};

/** Who types says so again after so long, and who has said nothing for that long types no more, ms. */
export const typingEvery = 2_500;
export const typingLasts = 6_000;

export const socketPath = "/socket.io/";
