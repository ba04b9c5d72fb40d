import { reportRepair } from "../operations/ticket/report.ts";
export const writes = reportRepair;
