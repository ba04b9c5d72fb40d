-- An owner's code was once kept as it was typed. That it was right stands beside it; the digits are the owner's.
UPDATE "record_sheet" SET "sheet" = jsonb_set("sheet", '{signed,code}', '""')
WHERE "sheet"->'signed'->>'kind' = 'code' AND "sheet"->'signed'->>'code' <> '';
