CREATE TABLE "place_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"place_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"revoked_at" timestamp with time zone,
	"revoked_by_id" uuid,
	"revoke_reason" text
);
--> statement-breakpoint
ALTER TABLE "place_code" ADD CONSTRAINT "place_code_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_code" ADD CONSTRAINT "place_code_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_code" ADD CONSTRAINT "place_code_revoked_by_id_person_id_fk" FOREIGN KEY ("revoked_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "place_code_secret" ON "place_code" USING btree ("secret_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "place_code_live" ON "place_code" USING btree ("place_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "place_code_place" ON "place_code" USING btree ("place_id","created_at");