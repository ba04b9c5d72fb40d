CREATE TABLE "owner_code_try" (
	"ticket_id" uuid NOT NULL,
	"round" smallint NOT NULL,
	"tries" smallint DEFAULT 0 NOT NULL,
	"voids" integer DEFAULT 0 NOT NULL,
	"voided_at" timestamp with time zone,
	CONSTRAINT "owner_code_try_ticket_id_round_pk" PRIMARY KEY("ticket_id","round")
);
--> statement-breakpoint
CREATE TABLE "ticket_repeat" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"first_id" uuid NOT NULL,
	"by_id" uuid,
	"by_role" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"taken_back_at" timestamp with time zone,
	"taken_back_by_id" uuid,
	"taken_back_reason" text,
	CONSTRAINT "ticket_repeat_other" CHECK (ticket_id <> first_id)
);
--> statement-breakpoint
CREATE TABLE "warranty_window" (
	"site_id" uuid NOT NULL,
	"category_code" text NOT NULL,
	"days" integer NOT NULL,
	"source" text NOT NULL,
	"set_by_id" uuid NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "warranty_window_site_id_category_code_pk" PRIMARY KEY("site_id","category_code"),
	CONSTRAINT "warranty_window_days" CHECK ("warranty_window"."days" between 0 and 3650)
);
--> statement-breakpoint
ALTER TABLE "owner_code_try" ADD CONSTRAINT "owner_code_try_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_repeat" ADD CONSTRAINT "ticket_repeat_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_repeat" ADD CONSTRAINT "ticket_repeat_first_id_ticket_id_fk" FOREIGN KEY ("first_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_repeat" ADD CONSTRAINT "ticket_repeat_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_repeat" ADD CONSTRAINT "ticket_repeat_taken_back_by_id_person_id_fk" FOREIGN KEY ("taken_back_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warranty_window" ADD CONSTRAINT "warranty_window_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warranty_window" ADD CONSTRAINT "warranty_window_category_code_fault_category_code_fk" FOREIGN KEY ("category_code") REFERENCES "public"."fault_category"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warranty_window" ADD CONSTRAINT "warranty_window_set_by_id_person_id_fk" FOREIGN KEY ("set_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ticket_repeat_first" ON "ticket_repeat" USING btree ("first_id") WHERE taken_back_at is null;--> statement-breakpoint
CREATE INDEX "work_record_recorded" ON "work_record" USING btree ("recorded_at");