type Found = { rawValue: string };
type Detector = { detect(source: HTMLVideoElement): Promise<Found[]> };
type Maker = { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> };

/** What packets and our own labels carry. */
const wanted = ["ean_13", "ean_8", "upc_a", "upc_e", "code_128", "code_39", "qr_code", "data_matrix"];

let made: Promise<Detector> | undefined;

/** Reads codes with what the browser brings; else with our own copy, which asks nobody else. */
export function scanner(): Promise<Detector> {
  made ??= make().catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}

/** Fetches our own copy ahead of need, so that it is there without network. */
export async function warmScanner(): Promise<void> {
  if (navigator.onLine && (await native()) === null) await scanner();
}

async function make(): Promise<Detector> {
  const Native = await native();
  if (Native) return new Native({ formats: wanted });
  const { BarcodeDetector, prepareZXingModule } = await import("barcode-detector/ponyfill");
  await prepareZXingModule({ overrides: { locateFile: () => "/api/scanner" }, fireImmediately: true });
  return new BarcodeDetector({ formats: wanted as never }) as unknown as Detector;
}

async function native(): Promise<Maker | null> {
  const Native = (globalThis as unknown as { BarcodeDetector?: Maker }).BarcodeDetector;
  if (Native === undefined) return null;
  const formats = await Native.getSupportedFormats().catch((): string[] => []);
  return formats.includes("ean_13") && formats.includes("qr_code") ? Native : null;
}
