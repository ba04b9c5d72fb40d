CREATE TABLE "appointment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"technician_id" uuid,
	"why" text NOT NULL,
	"windows" jsonb NOT NULL,
	"offered_by_id" uuid,
	"offered_at" timestamp with time zone NOT NULL,
	"chosen_from" timestamp with time zone,
	"chosen_until" timestamp with time zone,
	"chosen_at" timestamp with time zone,
	"chosen_by_id" uuid,
	"day_reminder_at" timestamp with time zone,
	"hour_reminder_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	CONSTRAINT "appointment_chosen_whole" CHECK (num_nonnulls(chosen_from, chosen_until, chosen_at) in (0, 3)),
	CONSTRAINT "appointment_chosen_order" CHECK (chosen_from < chosen_until)
);
--> statement-breakpoint
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_technician_id_person_id_fk" FOREIGN KEY ("technician_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_offered_by_id_person_id_fk" FOREIGN KEY ("offered_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_chosen_by_id_person_id_fk" FOREIGN KEY ("chosen_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "appointment_one_open" ON "appointment" USING btree ("ticket_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "appointment_of_technician" ON "appointment" USING btree ("technician_id","chosen_from") WHERE ended_at is null and chosen_from is not null;--> statement-breakpoint
CREATE INDEX "appointment_coming" ON "appointment" USING btree ("chosen_from") WHERE ended_at is null and chosen_from is not null;--> statement-breakpoint
CREATE INDEX "appointment_ticket" ON "appointment" USING btree ("ticket_id","offered_at");