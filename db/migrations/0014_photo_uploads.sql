CREATE TABLE "photo_upload" (
	"id" uuid PRIMARY KEY NOT NULL,
	"uploader_id" uuid NOT NULL,
	"length" integer NOT NULL,
	"hash" text NOT NULL,
	"received" integer DEFAULT 0 NOT NULL,
	"touched_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "photo_upload_once" ON "photo_upload" USING btree ("uploader_id","hash");--> statement-breakpoint
CREATE INDEX "photo_upload_touched" ON "photo_upload" USING btree ("touched_at");