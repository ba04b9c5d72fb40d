CREATE TABLE "ticket_follower" (
	"ticket_id" uuid NOT NULL,
	"place_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "ticket_follower_ticket_id_place_id_pk" PRIMARY KEY("ticket_id","place_id")
);
--> statement-breakpoint
CREATE TABLE "ticket_not_same" (
	"ticket_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	CONSTRAINT "ticket_not_same_ticket_id_other_id_pk" PRIMARY KEY("ticket_id","other_id")
);
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "households" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "ticket_follower" ADD CONSTRAINT "ticket_follower_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_follower" ADD CONSTRAINT "ticket_follower_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_follower" ADD CONSTRAINT "ticket_follower_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_not_same" ADD CONSTRAINT "ticket_not_same_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_not_same" ADD CONSTRAINT "ticket_not_same_other_id_ticket_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ticket_follower_place" ON "ticket_follower" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "ticket_open_by_place" ON "ticket" USING btree ("place_id") WHERE status not in ('closed', 'cancelled', 'declined', 'duplicate');--> statement-breakpoint
CREATE INDEX "ticket_open_by_fault" ON "ticket" USING btree ("site_id","fault_code") WHERE status not in ('closed', 'cancelled', 'declined', 'duplicate');--> statement-breakpoint
CREATE INDEX "ticket_closed_by_site" ON "ticket" USING btree ("site_id","closed_at") WHERE closed_at is not null;