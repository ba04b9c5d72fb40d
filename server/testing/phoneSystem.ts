import { createHmac } from "node:crypto";
import { request } from "node:http";

export type Push = {
  call: string;
  event: "new_call" | "answered" | "hung_up" | "recorded";
  at?: string;
  line: string;
  from?: string;
  extension?: string;
  login?: string;
  seconds?: number;
  recording?: string;
};
export type Pushed = {
  status: number;
  body: { callId?: string; repeated?: boolean; error?: string; sentence?: string };
};

/** A phone system that pushes signed events to a server: what a PBX's webhook does. */
export function phoneSystem(origin: string, secret: string, system = "pbx") {
  /** Sends these bytes, signed unless told otherwise. `skew` moves the signature's time, seconds. */
  function send(
    body: string,
    more: { skew?: number; headers?: Record<string, string> } = {},
  ): Promise<Pushed> {
    const timestamp = String(Math.floor(Date.now() / 1000) + (more.skew ?? 0));
    const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
    const headers = {
      "content-type": "application/json",
      "x-mendline-timestamp": timestamp,
      "x-mendline-signature": `sha256=${signature}`,
      ...more.headers,
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${origin}/api/phone/calls`, { method: "POST", headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Pushed["body"] }),
        );
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }
  return {
    send,
    push: (event: Push, more: { skew?: number; headers?: Record<string, string> } = {}) =>
      send(JSON.stringify({ system, at: new Date().toISOString(), ...event }), more),
  };
}
