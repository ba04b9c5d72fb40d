CREATE TABLE "absence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"presence" text NOT NULL,
	"reason" text NOT NULL,
	"set_by_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "shift_end" (
	"shift_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dispatch_mode" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"fault_code" text NOT NULL,
	"mode" text NOT NULL,
	"reason" text NOT NULL,
	"set_by_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "dispatch_run" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"reopens" integer NOT NULL,
	"round" integer NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "dispatch_turn" (
	"site_id" uuid NOT NULL,
	"fault_code" text NOT NULL,
	"technician_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "dispatch_turn_site_id_fault_code_pk" PRIMARY KEY("site_id","fault_code")
);
--> statement-breakpoint
CREATE TABLE "offer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"round" integer NOT NULL,
	"reopens" integer NOT NULL,
	"offered_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text
);
--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_set_by_id_person_id_fk" FOREIGN KEY ("set_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_end" ADD CONSTRAINT "shift_end_shift_id_shift_id_fk" FOREIGN KEY ("shift_id") REFERENCES "public"."shift"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_mode" ADD CONSTRAINT "dispatch_mode_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_mode" ADD CONSTRAINT "dispatch_mode_fault_code_fault_code_fk" FOREIGN KEY ("fault_code") REFERENCES "public"."fault"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_mode" ADD CONSTRAINT "dispatch_mode_set_by_id_person_id_fk" FOREIGN KEY ("set_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_run" ADD CONSTRAINT "dispatch_run_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_turn" ADD CONSTRAINT "dispatch_turn_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_turn" ADD CONSTRAINT "dispatch_turn_fault_code_fault_code_fk" FOREIGN KEY ("fault_code") REFERENCES "public"."fault"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatch_turn" ADD CONSTRAINT "dispatch_turn_technician_id_person_id_fk" FOREIGN KEY ("technician_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_technician_id_person_id_fk" FOREIGN KEY ("technician_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "absence_one_holds" ON "absence" USING btree ("person_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "dispatch_mode_holds" ON "dispatch_mode" USING btree ("site_id","fault_code") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "offer_one_open" ON "offer" USING btree ("ticket_id","technician_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "offer_open_of" ON "offer" USING btree ("technician_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "offer_expires" ON "offer" USING btree ("expires_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "offer_ticket" ON "offer" USING btree ("ticket_id");