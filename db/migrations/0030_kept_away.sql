CREATE TABLE "kept_away" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"place_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	"person_id" uuid,
	"words" text DEFAULT '' NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "kept_away" ADD CONSTRAINT "kept_away_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_away" ADD CONSTRAINT "kept_away_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_away" ADD CONSTRAINT "kept_away_technician_id_person_id_fk" FOREIGN KEY ("technician_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_away" ADD CONSTRAINT "kept_away_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "kept_away_once" ON "kept_away" USING btree ("place_id","technician_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "kept_away_ticket" ON "kept_away" USING btree ("ticket_id");