CREATE TABLE "incident_merge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"into_id" uuid NOT NULL,
	"ticket_ids" jsonb NOT NULL,
	"household_keys" jsonb NOT NULL,
	"by_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by_id" uuid
);
--> statement-breakpoint
ALTER TABLE "incident_merge" ADD CONSTRAINT "incident_merge_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_merge" ADD CONSTRAINT "incident_merge_into_id_incident_id_fk" FOREIGN KEY ("into_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_merge" ADD CONSTRAINT "incident_merge_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_merge" ADD CONSTRAINT "incident_merge_undone_by_id_person_id_fk" FOREIGN KEY ("undone_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "incident_merge_standing" ON "incident_merge" USING btree ("incident_id") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "incident_merge_into" ON "incident_merge" USING btree ("into_id");