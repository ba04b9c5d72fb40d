CREATE TABLE "danger_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"danger" text NOT NULL,
	"place_id" uuid NOT NULL,
	"words_key" text NOT NULL,
	"peer_key" text NOT NULL,
	"joined" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "tracking_link" ADD COLUMN "onlooker" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "danger_report" ADD CONSTRAINT "danger_report_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "danger_report" ADD CONSTRAINT "danger_report_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "danger_report" ADD CONSTRAINT "danger_report_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "danger_report_place" ON "danger_report" USING btree ("place_id","at");--> statement-breakpoint
CREATE INDEX "danger_report_peer" ON "danger_report" USING btree ("peer_key","at");--> statement-breakpoint
CREATE INDEX "danger_report_ticket" ON "danger_report" USING btree ("ticket_id");