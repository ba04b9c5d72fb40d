import { reportRepair } from "#server/operations/ticket/report.ts";
export const direct = reportRepair;
