-- The codes of messages that went out, or never will, were kept as they were sent. They are their readers' alone.
UPDATE "notification" SET "payload" = jsonb_set("payload", '{code}', '""')
WHERE "kind" = 'code' AND ("delivered_at" IS NOT NULL OR "failed_at" IS NOT NULL) AND "payload"->>'code' <> '';
