import { json } from "../../http/answer.ts";
export const door = json;
