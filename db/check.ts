import { connect } from "./client.ts";

const oldest = 16;

/** Makes sure that a PostgreSQL of 16 or newer answers at `url`; otherwise throws one sentence saying what is wrong. */
export async function checkDatabase(url: string): Promise<void> {
  const address = parse(url);
  const where = `${address.hostname || "localhost"}:${address.port || 5432}`;
  const name = decodeURIComponent(address.pathname.slice(1));
  const { sql, close } = connect(url, { max: 1, name: "mendline check" });
  try {
    const [row] = await sql`select current_setting('server_version_num')::int as version`;
    const version = Math.floor((row?.version ?? 0) / 10_000);
    if (version < oldest) {
      throw new Error(`The PostgreSQL at ${where} is version ${version}; Mendline needs ${oldest} or newer.`);
    }
  } catch (error) {
    throw new Error(sentenceFor(error as Error & { code?: string }, where, name, address.username), {
      cause: error,
    });
  } finally {
    await close();
  }
}

function parse(url: string): URL {
  const wrong =
    "DATABASE_URL is not an address of a PostgreSQL. It looks like postgres://user:password@host:5432/name";
  let address: URL;
  try {
    address = new URL(url);
  } catch {
    throw new Error(wrong);
  }
  if (!["postgres:", "postgresql:"].includes(address.protocol)) throw new Error(wrong);
  if (address.pathname.length < 2) throw new Error("DATABASE_URL names no database: end it with /name");
  return address;
}

function sentenceFor(error: Error & { code?: string }, where: string, name: string, user: string): string {
  switch (error.code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `DATABASE_URL names a machine that is not known: ${where}.`;
    case "ECONNREFUSED":
      return `No PostgreSQL answers at ${where}. Is it running, and is DATABASE_URL right?`;
    case "CONNECT_TIMEOUT":
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
      return `${where} did not answer within 5 seconds. Is DATABASE_URL right, and the way there open?`;
    case "28P01":
    case "28000":
      return `The PostgreSQL at ${where} refuses the user "${user}": the name or password in DATABASE_URL is wrong.`;
    case "3D000":
      return `The PostgreSQL at ${where} has no database "${name}". Make it with: createdb -h ${where.split(":")[0]} ${name}`;
    case "53100":
      return `The disk of the PostgreSQL at ${where} is full. Free some space and start again.`;
    case "53300":
      return `The PostgreSQL at ${where} has no connection left for us.`;
    case "57P03":
      return `The PostgreSQL at ${where} is still starting. Try again in a moment.`;
    default:
      return (
        error.message || `The PostgreSQL at ${where} cannot be used (${error.code ?? "no reason given"}).`
      );
  }
}
