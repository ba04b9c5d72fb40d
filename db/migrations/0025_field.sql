CREATE TABLE "follow_up" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"first_id" uuid NOT NULL,
	"work_record_id" uuid NOT NULL,
	"wanted_on" date,
	"words" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "number_policy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"masked" boolean NOT NULL,
	"reason" text NOT NULL,
	"set_by_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "place_guide" (
	"id" uuid PRIMARY KEY NOT NULL,
	"building_id" uuid,
	"place_id" uuid,
	"way" text DEFAULT '' NOT NULL,
	"valve" text DEFAULT '' NOT NULL,
	"written_by_id" uuid,
	"written_at" timestamp with time zone NOT NULL,
	CONSTRAINT "place_guide_of_one" CHECK (num_nonnulls(building_id, place_id) = 1)
);
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "needed_skill" text;--> statement-breakpoint
ALTER TABLE "follow_up" ADD CONSTRAINT "follow_up_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_up" ADD CONSTRAINT "follow_up_first_id_ticket_id_fk" FOREIGN KEY ("first_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_up" ADD CONSTRAINT "follow_up_work_record_id_work_record_id_fk" FOREIGN KEY ("work_record_id") REFERENCES "public"."work_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "number_policy" ADD CONSTRAINT "number_policy_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "number_policy" ADD CONSTRAINT "number_policy_set_by_id_person_id_fk" FOREIGN KEY ("set_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_guide" ADD CONSTRAINT "place_guide_building_id_building_id_fk" FOREIGN KEY ("building_id") REFERENCES "public"."building"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_guide" ADD CONSTRAINT "place_guide_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_guide" ADD CONSTRAINT "place_guide_written_by_id_person_id_fk" FOREIGN KEY ("written_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "follow_up_first" ON "follow_up" USING btree ("first_id");--> statement-breakpoint
CREATE UNIQUE INDEX "number_policy_holds" ON "number_policy" USING btree ("site_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "place_guide_building" ON "place_guide" USING btree ("building_id") WHERE building_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "place_guide_place" ON "place_guide" USING btree ("place_id") WHERE place_id is not null;