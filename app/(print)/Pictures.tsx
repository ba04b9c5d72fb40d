import type { Bilingual } from "./bilingual.ts";
import { Twice } from "./RecordPage.tsx";

type Props = {
  kind: "before" | "after";
  ids: readonly string[];
  both: Bilingual;
  /** The address of a picture. */
  photo: (id: string) => string;
};

/** All photos of one side of a visit, four to a row, however many rows and sheets it takes. */
export function Pictures({ kind, ids, both, photo }: Props) {
  if (ids.length === 0) return null;
  return (
    <div className="print-photos">
      <h3>
        <Twice both={both} say={(t) => t(kind)} />
      </h3>
      <div className="print-pictures">
        {ids.map((id, at) => (
          // biome-ignore lint/performance/noImgElement: pictures are made small at upload, there is no optimiser
          <img key={id} src={photo(id)} alt={`${both.zh(kind)} ${both.en(kind)} ${at + 1}`} />
        ))}
      </div>
    </div>
  );
}
