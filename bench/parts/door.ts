import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";

export type Answered = { status: number; body: string };

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** One POST over a kept connection. */
export function post(port: number, path: string, body: string, headers: Record<string, string> = {}) {
  return new Promise<Answered>((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          ...headers,
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString("utf8") }),
        );
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** A command through the door that a browser uses, signed in by its cookie. */
export function command(
  port: number,
  operation: string,
  cookie: string,
  input: unknown,
  key: string = randomUUID(),
): Promise<Answered> {
  return post(port, `/api/trpc/${operation}`, JSON.stringify({ key, input }), {
    cookie,
    origin: `http://127.0.0.1:${port}`,
    "x-mendline": "1",
  });
}

/** A resident reports a repair at home; throws unless it is accepted. Answers with the ticket's id. */
export async function reportAtHome(
  port: number,
  resident: { cookie: string; placeId: string },
): Promise<string> {
  const { status, body } = await command(port, "ticket.report", resident.cookie, {
    placeId: resident.placeId,
    placeWords: "厨房",
    faultCode: "tap-dripping",
    urgency: 3,
    description: "水槽下面滴水，关了角阀还是滴",
    photoIds: [],
  });
  if (status !== 200) throw new Error(`a report was refused: ${status} ${body.slice(0, 300)}`);
  return (JSON.parse(body) as { result: { data: { ticketId: string } } }).result.data.ticketId;
}

/** A query through the same door. */
export function get(port: number, operation: string, cookie: string, input: unknown): Promise<Answered> {
  const path = `/api/trpc/${operation}?input=${encodeURIComponent(JSON.stringify(input))}`;
  return new Promise((resolve, reject) => {
    const headers = { cookie, origin: `http://127.0.0.1:${port}`, "x-mendline": "1" };
    const sent = request({ host: "127.0.0.1", port, path, agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString("utf8") }),
      );
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end();
  });
}
