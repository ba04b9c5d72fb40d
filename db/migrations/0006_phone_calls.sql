CREATE TABLE "phone_call" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"line" text NOT NULL,
	"system" text NOT NULL,
	"external_id" text NOT NULL,
	"number" text,
	"started_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"seconds" integer,
	"recording" text,
	"taken_by_id" uuid,
	"taken_at" timestamp with time zone,
	"handled_at" timestamp with time zone,
	"person_id" uuid
);
--> statement-breakpoint
CREATE TABLE "phone_heard" (
	"call_id" uuid NOT NULL,
	"event" text NOT NULL,
	"fact" jsonb NOT NULL,
	"heard_at" timestamp with time zone NOT NULL,
	CONSTRAINT "phone_heard_call_id_event_pk" PRIMARY KEY("call_id","event")
);
--> statement-breakpoint
CREATE TABLE "phone_seat" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"extension" text NOT NULL,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticket_call" (
	"ticket_id" uuid NOT NULL,
	"call_id" uuid NOT NULL,
	"why" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "ticket_call_ticket_id_call_id_why_pk" PRIMARY KEY("ticket_id","call_id","why")
);
--> statement-breakpoint
CREATE TABLE "ticket_correction" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"by_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"place_before_id" uuid,
	"plate_before" jsonb,
	"place_id" uuid,
	"plate" jsonb
);
--> statement-breakpoint
ALTER TABLE "phone_call" ADD CONSTRAINT "phone_call_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone_call" ADD CONSTRAINT "phone_call_taken_by_id_person_id_fk" FOREIGN KEY ("taken_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone_call" ADD CONSTRAINT "phone_call_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone_heard" ADD CONSTRAINT "phone_heard_call_id_phone_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."phone_call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone_seat" ADD CONSTRAINT "phone_seat_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_call" ADD CONSTRAINT "ticket_call_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_call" ADD CONSTRAINT "ticket_call_call_id_phone_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."phone_call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_correction" ADD CONSTRAINT "ticket_correction_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_correction" ADD CONSTRAINT "ticket_correction_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_correction" ADD CONSTRAINT "ticket_correction_place_before_id_place_id_fk" FOREIGN KEY ("place_before_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_correction" ADD CONSTRAINT "ticket_correction_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "phone_call_once" ON "phone_call" USING btree ("system","external_id");--> statement-breakpoint
CREATE INDEX "phone_call_open" ON "phone_call" USING btree ("site_id","started_at") WHERE handled_at is null;--> statement-breakpoint
CREATE INDEX "ticket_call_call" ON "ticket_call" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "ticket_correction_ticket" ON "ticket_correction" USING btree ("ticket_id","at");--> statement-breakpoint
CREATE INDEX "ticket_of_unknown" ON "ticket" USING btree ("contact_phone") WHERE reporter_id is null;