ALTER TABLE "ticket" ADD COLUMN "urges" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "urged_at" timestamp with time zone;