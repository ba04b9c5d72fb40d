ALTER TABLE "ticket" ADD COLUMN "began" text;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "began_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "wish" jsonb DEFAULT '{"callFirst":false,"windows":[]}'::jsonb NOT NULL;