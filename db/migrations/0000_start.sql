CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "auth_session" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "one_time_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phone" text NOT NULL,
	"code_hmac" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "command" (
	"actor_id" text NOT NULL,
	"key" uuid NOT NULL,
	"operation" text NOT NULL,
	"request_hash" text NOT NULL,
	"result" jsonb,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "command_actor_id_key_pk" PRIMARY KEY("actor_id","key")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"site_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"ticket_id" uuid NOT NULL,
	"ticket_version" integer NOT NULL,
	"type" text NOT NULL,
	"actor" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"patch" jsonb NOT NULL,
	"words_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "event_site_id_seq_pk" PRIMARY KEY("site_id","seq")
);
--> statement-breakpoint
CREATE TABLE "event_words" (
	"site_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"salt" text NOT NULL,
	"words" text NOT NULL,
	CONSTRAINT "event_words_site_id_seq_pk" PRIMARY KEY("site_id","seq")
);
--> statement-breakpoint
CREATE TABLE "notification" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid,
	"address" text NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"ticket_id" uuid,
	"payload" jsonb NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"delivered_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "fault" (
	"code" text PRIMARY KEY NOT NULL,
	"category_code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"skill" text NOT NULL,
	"urgency" smallint NOT NULL,
	"scope" text NOT NULL,
	"at" text NOT NULL,
	"minutes" integer NOT NULL,
	"danger" text,
	"certificate" boolean DEFAULT false NOT NULL,
	"words" jsonb NOT NULL,
	"position" integer NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "fault_category" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"icon" text NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_latin" text NOT NULL,
	"phone" text,
	"locale" text DEFAULT 'zh' NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shift" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_account" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"password_hash" text NOT NULL,
	"disabled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "staff_role" (
	"person_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "staff_role_person_id_site_id_role_pk" PRIMARY KEY("person_id","site_id","role")
);
--> statement-breakpoint
CREATE TABLE "team" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "technician" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"team_id" uuid NOT NULL,
	"badge" text NOT NULL,
	"capacity_minutes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "technician_skill" (
	"person_id" uuid NOT NULL,
	"skill" text NOT NULL,
	"level" smallint NOT NULL,
	"certified_until" date,
	CONSTRAINT "technician_skill_person_id_skill_pk" PRIMARY KEY("person_id","skill")
);
--> statement-breakpoint
CREATE TABLE "building" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"floors" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "household" (
	"id" uuid PRIMARY KEY NOT NULL,
	"place_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"relation" text NOT NULL,
	"decides_money" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "place" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"building_id" uuid,
	"kind" text NOT NULL,
	"unit" text,
	"floor" integer,
	"room" text,
	"plate" jsonb NOT NULL,
	"note" text,
	"search_key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service_level" (
	"site_id" uuid NOT NULL,
	"urgency" smallint NOT NULL,
	"acknowledge_minutes" integer NOT NULL,
	"arrive_minutes" integer NOT NULL,
	"finish_minutes" integer NOT NULL,
	"source" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "service_level_site_id_urgency_pk" PRIMARY KEY("site_id","urgency")
);
--> statement-breakpoint
CREATE TABLE "site" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"time_zone" text NOT NULL,
	"hotline" text NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"head_hash" text DEFAULT '' NOT NULL,
	CONSTRAINT "site_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "ticket_counter" (
	"site_id" uuid NOT NULL,
	"day" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "ticket_counter_site_id_day_pk" PRIMARY KEY("site_id","day")
);
--> statement-breakpoint
CREATE TABLE "assignment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	"assigned_by_id" uuid,
	"assigned_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"departed_at" timestamp with time zone,
	"arrived_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	"reasons" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "photo" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sent_hash" text NOT NULL,
	"uploader_id" uuid NOT NULL,
	"ticket_id" uuid,
	"kind" text,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"bytes" integer NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "survey" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"skill" smallint NOT NULL,
	"attitude" smallint NOT NULL,
	"quality" smallint NOT NULL,
	"speed" smallint NOT NULL,
	"process" smallint NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"answered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticket" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"number" text NOT NULL,
	"day" date NOT NULL,
	"place_id" uuid NOT NULL,
	"plate" jsonb NOT NULL,
	"place_words" text DEFAULT '' NOT NULL,
	"fault_code" text NOT NULL,
	"description" text NOT NULL,
	"source" text NOT NULL,
	"reporter_id" uuid,
	"filed_by_id" uuid,
	"contact_name" text NOT NULL,
	"contact_phone" text,
	"reported_urgency" smallint NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"urgency" smallint NOT NULL,
	"technician_id" uuid,
	"assignment_id" uuid,
	"declines" integer DEFAULT 0 NOT NULL,
	"reopens" integer DEFAULT 0 NOT NULL,
	"photos" integer DEFAULT 0 NOT NULL,
	"pause_reason" text,
	"outcome" text,
	"acknowledge_by" timestamp with time zone NOT NULL,
	"arrive_by" timestamp with time zone NOT NULL,
	"finish_by" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"status_since" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "work_record" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"assignment_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	"measure" text NOT NULL,
	"found" text NOT NULL,
	"done" text NOT NULL,
	"materials" text DEFAULT '' NOT NULL,
	"result" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth_session" ADD CONSTRAINT "auth_session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fault" ADD CONSTRAINT "fault_category_code_fault_category_code_fk" FOREIGN KEY ("category_code") REFERENCES "public"."fault_category"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift" ADD CONSTRAINT "shift_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_account" ADD CONSTRAINT "staff_account_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "technician" ADD CONSTRAINT "technician_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "technician" ADD CONSTRAINT "technician_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "technician_skill" ADD CONSTRAINT "technician_skill_person_id_technician_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."technician"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "building" ADD CONSTRAINT "building_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household" ADD CONSTRAINT "household_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household" ADD CONSTRAINT "household_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place" ADD CONSTRAINT "place_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place" ADD CONSTRAINT "place_building_id_building_id_fk" FOREIGN KEY ("building_id") REFERENCES "public"."building"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_level" ADD CONSTRAINT "service_level_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_counter" ADD CONSTRAINT "ticket_counter_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_technician_id_person_id_fk" FOREIGN KEY ("technician_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_assigned_by_id_person_id_fk" FOREIGN KEY ("assigned_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo" ADD CONSTRAINT "photo_uploader_id_person_id_fk" FOREIGN KEY ("uploader_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo" ADD CONSTRAINT "photo_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey" ADD CONSTRAINT "survey_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey" ADD CONSTRAINT "survey_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_fault_code_fault_code_fk" FOREIGN KEY ("fault_code") REFERENCES "public"."fault"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_reporter_id_person_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_filed_by_id_person_id_fk" FOREIGN KEY ("filed_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_technician_id_person_id_fk" FOREIGN KEY ("technician_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_record" ADD CONSTRAINT "work_record_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_record" ADD CONSTRAINT "work_record_assignment_id_assignment_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_record" ADD CONSTRAINT "work_record_technician_id_person_id_fk" FOREIGN KEY ("technician_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "auth_session_person" ON "auth_session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "one_time_code_phone" ON "one_time_code" USING btree ("phone","created_at");--> statement-breakpoint
CREATE INDEX "command_at" ON "command" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "event_ticket_version" ON "event" USING btree ("ticket_id","ticket_version");--> statement-breakpoint
CREATE INDEX "notification_due" ON "notification" USING btree ("not_before");--> statement-breakpoint
CREATE INDEX "notification_address" ON "notification" USING btree ("address","created_at");--> statement-breakpoint
CREATE INDEX "person_phone" ON "person" USING btree ("phone");--> statement-breakpoint
CREATE INDEX "shift_person" ON "shift" USING btree ("person_id","ends_at");--> statement-breakpoint
CREATE INDEX "shift_ends" ON "shift" USING btree ("ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_account_login" ON "staff_account" USING btree ("login");--> statement-breakpoint
CREATE INDEX "staff_role_site" ON "staff_role" USING btree ("site_id","role");--> statement-breakpoint
CREATE UNIQUE INDEX "building_site_code" ON "building" USING btree ("site_id","code");--> statement-breakpoint
CREATE INDEX "household_person" ON "household" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "household_place" ON "household" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "place_building" ON "place" USING btree ("building_id");--> statement-breakpoint
CREATE INDEX "place_site_kind" ON "place" USING btree ("site_id","kind");--> statement-breakpoint
CREATE INDEX "place_search" ON "place" USING gin ("search_key" gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "assignment_one_active" ON "assignment" USING btree ("ticket_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "assignment_technician" ON "assignment" USING btree ("technician_id","assigned_at");--> statement-breakpoint
CREATE INDEX "assignment_ticket" ON "assignment" USING btree ("ticket_id");--> statement-breakpoint
CREATE UNIQUE INDEX "photo_waiting" ON "photo" USING btree ("uploader_id","sent_hash") WHERE ticket_id is null;--> statement-breakpoint
CREATE INDEX "photo_ticket" ON "photo" USING btree ("ticket_id");--> statement-breakpoint
CREATE UNIQUE INDEX "survey_once" ON "survey" USING btree ("ticket_id","round");--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_number" ON "ticket" USING btree ("number");--> statement-breakpoint
CREATE INDEX "ticket_open_by_site" ON "ticket" USING btree ("site_id","due_at") WHERE status not in ('closed', 'cancelled', 'declined', 'duplicate');--> statement-breakpoint
CREATE INDEX "ticket_open_by_technician" ON "ticket" USING btree ("technician_id") WHERE status not in ('closed', 'cancelled', 'declined', 'duplicate');--> statement-breakpoint
CREATE INDEX "ticket_by_place" ON "ticket" USING btree ("place_id","received_at");--> statement-breakpoint
CREATE INDEX "ticket_by_reporter" ON "ticket" USING btree ("reporter_id","received_at");--> statement-breakpoint
CREATE INDEX "ticket_done_by_technician" ON "ticket" USING btree ("technician_id","done_at") WHERE done_at is not null;--> statement-breakpoint
CREATE INDEX "work_record_ticket" ON "work_record" USING btree ("ticket_id");