CREATE TABLE "incident" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"scope" text NOT NULL,
	"building_id" uuid,
	"unit" text,
	"place_id" uuid,
	"plate" jsonb NOT NULL,
	"fault_code" text NOT NULL,
	"urgency" smallint NOT NULL,
	"lead_ticket_id" uuid,
	"starts_at" timestamp with time zone NOT NULL,
	"expected_until" timestamp with time zone,
	"words_zh" text NOT NULL,
	"words_en" text NOT NULL,
	"households" integer NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"fixed_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "incident_dismissal" (
	"site_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"households" integer NOT NULL,
	"by_id" uuid,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "incident_dismissal_site_id_ticket_id_pk" PRIMARY KEY("site_id","ticket_id")
);
--> statement-breakpoint
CREATE TABLE "incident_household" (
	"incident_id" uuid NOT NULL,
	"key" text NOT NULL,
	"place_id" uuid,
	"via" text NOT NULL,
	"ticket_id" uuid,
	"person_id" uuid,
	"address" text,
	"locale" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"asked_at" timestamp with time zone,
	"back" text,
	"answered_at" timestamp with time zone,
	"split_ticket_id" uuid,
	"left_at" timestamp with time zone,
	CONSTRAINT "incident_household_incident_id_key_pk" PRIMARY KEY("incident_id","key")
);
--> statement-breakpoint
CREATE TABLE "incident_update" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	"words_zh" text NOT NULL,
	"words_en" text NOT NULL,
	"expected_until" timestamp with time zone,
	"told" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "event" ALTER COLUMN "ticket_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "incident_id" uuid;--> statement-breakpoint
ALTER TABLE "ticket_follower" ADD COLUMN "through_id" uuid;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "incident_id" uuid;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "leads_incident" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "duplicate_of_id" uuid;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_building_id_building_id_fk" FOREIGN KEY ("building_id") REFERENCES "public"."building"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_fault_code_fault_code_fk" FOREIGN KEY ("fault_code") REFERENCES "public"."fault"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_lead_ticket_id_ticket_id_fk" FOREIGN KEY ("lead_ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_dismissal" ADD CONSTRAINT "incident_dismissal_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_dismissal" ADD CONSTRAINT "incident_dismissal_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_dismissal" ADD CONSTRAINT "incident_dismissal_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_household" ADD CONSTRAINT "incident_household_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_household" ADD CONSTRAINT "incident_household_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_household" ADD CONSTRAINT "incident_household_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_household" ADD CONSTRAINT "incident_household_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_household" ADD CONSTRAINT "incident_household_split_ticket_id_ticket_id_fk" FOREIGN KEY ("split_ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_update" ADD CONSTRAINT "incident_update_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_update" ADD CONSTRAINT "incident_update_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "incident_number" ON "incident" USING btree ("number");--> statement-breakpoint
CREATE INDEX "incident_running" ON "incident" USING btree ("site_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "incident_lead" ON "incident" USING btree ("lead_ticket_id");--> statement-breakpoint
CREATE INDEX "incident_household_place" ON "incident_household" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "incident_household_ticket" ON "incident_household" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "incident_update_incident" ON "incident_update" USING btree ("incident_id","at");--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_follower" ADD CONSTRAINT "ticket_follower_through_id_ticket_id_fk" FOREIGN KEY ("through_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_incident" ON "event" USING btree ("incident_id","seq") WHERE incident_id is not null;--> statement-breakpoint
CREATE INDEX "ticket_by_incident" ON "ticket" USING btree ("incident_id") WHERE incident_id is not null;--> statement-breakpoint
CREATE INDEX "ticket_by_original" ON "ticket" USING btree ("duplicate_of_id") WHERE duplicate_of_id is not null;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_about_one" CHECK (num_nonnulls(ticket_id, incident_id) = 1);