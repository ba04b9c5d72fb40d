CREATE TABLE "calendar" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"week" jsonb NOT NULL,
	"holidays" text,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "calendar_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "holiday" (
	"region" text NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "holiday_region_day_pk" PRIMARY KEY("region","day")
);
--> statement-breakpoint
CREATE TABLE "holiday_year" (
	"region" text NOT NULL,
	"year" integer NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "holiday_year_region_year_pk" PRIMARY KEY("region","year")
);
--> statement-breakpoint
CREATE TABLE "site_calendar" (
	"site_id" uuid PRIMARY KEY NOT NULL,
	"calendar_id" uuid NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "site_day" (
	"site_id" uuid NOT NULL,
	"day" date NOT NULL,
	"spans" jsonb NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "site_day_site_id_day_pk" PRIMARY KEY("site_id","day")
);
--> statement-breakpoint
CREATE TABLE "escalation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"clock" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"position" integer NOT NULL,
	"rung" text NOT NULL,
	"channel" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"rings" integer NOT NULL,
	"last_rung_at" timestamp with time zone NOT NULL,
	"person_id" uuid,
	"acknowledged_by_id" uuid,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	CONSTRAINT "escalation_once" UNIQUE("ticket_id","clock","due_at","position")
);
--> statement-breakpoint
CREATE TABLE "escalation_ladder" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"steps" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "escalation_ring" (
	"escalation_id" uuid NOT NULL,
	"ring" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"person_id" uuid,
	"rung" text,
	"channel" text NOT NULL,
	"on_duty" boolean NOT NULL,
	CONSTRAINT "escalation_ring_escalation_id_ring_pk" PRIMARY KEY("escalation_id","ring")
);
--> statement-breakpoint
CREATE TABLE "service_policy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid,
	"category_code" text,
	"fault_code" text,
	"urgency" smallint NOT NULL,
	"acknowledge_minutes" integer NOT NULL,
	"acknowledge_basis" text NOT NULL,
	"contact_minutes" integer NOT NULL,
	"contact_basis" text NOT NULL,
	"arrive_minutes" integer NOT NULL,
	"arrive_basis" text NOT NULL,
	"finish_minutes" integer NOT NULL,
	"finish_basis" text NOT NULL,
	"pauses" jsonb NOT NULL,
	"calendar_id" uuid,
	"ladder_code" text NOT NULL,
	"preset" text DEFAULT '' NOT NULL,
	"source" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "service_policy_place" UNIQUE NULLS NOT DISTINCT("site_id","category_code","fault_code","urgency","retired_at"),
	CONSTRAINT "service_policy_urgency" CHECK ("service_policy"."urgency" between 1 and 4),
	CONSTRAINT "service_policy_minutes" CHECK (least("service_policy"."acknowledge_minutes", "service_policy"."contact_minutes", "service_policy"."arrive_minutes", "service_policy"."finish_minutes") > 0)
);
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "contact_by" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "due_clock" text;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "back_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "cap_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "policy_id" uuid;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "escalate_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "site_calendar" ADD CONSTRAINT "site_calendar_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_calendar" ADD CONSTRAINT "site_calendar_calendar_id_calendar_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendar"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_day" ADD CONSTRAINT "site_day_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_acknowledged_by_id_person_id_fk" FOREIGN KEY ("acknowledged_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_ring" ADD CONSTRAINT "escalation_ring_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_ring" ADD CONSTRAINT "escalation_ring_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_policy" ADD CONSTRAINT "service_policy_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_policy" ADD CONSTRAINT "service_policy_category_code_fault_category_code_fk" FOREIGN KEY ("category_code") REFERENCES "public"."fault_category"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_policy" ADD CONSTRAINT "service_policy_fault_code_fault_code_fk" FOREIGN KEY ("fault_code") REFERENCES "public"."fault"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_policy" ADD CONSTRAINT "service_policy_calendar_id_calendar_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendar"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_policy" ADD CONSTRAINT "service_policy_ladder_code_escalation_ladder_code_fk" FOREIGN KEY ("ladder_code") REFERENCES "public"."escalation_ladder"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "escalation_open" ON "escalation" USING btree ("site_id","last_rung_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "escalation_person" ON "escalation" USING btree ("person_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "ticket_escalates" ON "ticket" USING btree ("escalate_at") WHERE escalate_at is not null;