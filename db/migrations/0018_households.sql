CREATE TABLE "household_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"place_id" uuid NOT NULL,
	"type" text NOT NULL,
	"actor" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"household_id" uuid,
	"invitation_id" uuid,
	"person_id" uuid,
	"reason" text DEFAULT '' NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "household_invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"place_id" uuid NOT NULL,
	"phone" text NOT NULL,
	"relation" text NOT NULL,
	"decides_money" text NOT NULL,
	"invited_by_id" uuid NOT NULL,
	"invited_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text
);
--> statement-breakpoint
ALTER TABLE "household" ADD COLUMN "may_report" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "household" ADD COLUMN "may_follow" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "household" ADD COLUMN "may_invite" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "household_event" ADD CONSTRAINT "household_event_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_event" ADD CONSTRAINT "household_event_household_id_household_id_fk" FOREIGN KEY ("household_id") REFERENCES "public"."household"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_event" ADD CONSTRAINT "household_event_invitation_id_household_invitation_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."household_invitation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_event" ADD CONSTRAINT "household_event_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_invitation" ADD CONSTRAINT "household_invitation_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_invitation" ADD CONSTRAINT "household_invitation_invited_by_id_person_id_fk" FOREIGN KEY ("invited_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "household_event_place" ON "household_event" USING btree ("place_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "household_invitation_once" ON "household_invitation" USING btree ("place_id","phone") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "household_invitation_phone" ON "household_invitation" USING btree ("phone") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "household_invitation_by" ON "household_invitation" USING btree ("invited_by_id","invited_at");