import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { type Push, phoneSystem } from "#server/testing/phoneSystem.ts";
import { dataFolder } from "./ground.ts";
import { keptSecret } from "./secret.ts";
import { main } from "./step.ts";

const usage = `Lets the demo's phone ring, as a phone system would.

  npm run ring                          王丽 calls the first estate
  npm run ring -- --from 13912345678    somebody else does
  npm run ring -- --line 021-5550-0200  the other estate's hotline
  npm run ring -- --extension 801       whoever sits there picks up by themselves
  npm run ring -- --port 3001           a server at another port`;

const { values: flags } = parseArgs({
  options: {
    from: { type: "string", default: "13800138000" },
    line: { type: "string", default: "021-5550-0100" },
    extension: { type: "string" },
    port: { type: "string", default: process.env.PORT ?? "3000" },
    help: { type: "boolean", default: false },
  },
});

/** Rings at a server that runs the demo, and hangs up when Enter is pressed. */
await main(async () => {
  if (flags.help) return console.log(usage);
  const secret = process.env.MENDLINE_PHONE_SECRET ?? keptSecret(dataFolder(), "phone-secret");
  const pbx = phoneSystem(`http://127.0.0.1:${flags.port}`, secret, "ring");
  const call = randomUUID();
  async function push(event: Omit<Push, "call" | "line" | "from">): Promise<void> {
    const { status, body } = await pbx.push({ call, line: flags.line, from: flags.from, ...event });
    if (status !== 200) throw new Error(body.sentence ?? `The server answered ${status}.`);
  }
  await push({ event: "new_call" });
  console.log(`${flags.from} rings at ${flags.line}. Open /hotline and press F9.`);
  if (flags.extension) await push({ event: "answered", extension: flags.extension });
  const keyboard = createInterface({ input: process.stdin, output: process.stdout });
  await keyboard.question("Enter hangs up. ");
  keyboard.close();
  await push({ event: "hung_up" });
});
