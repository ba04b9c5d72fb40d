import { z } from "zod";
import { instant } from "../input.ts";

/** A window as it was shown. */
export const windowInput = z.strictObject({ from: instant, until: instant });
