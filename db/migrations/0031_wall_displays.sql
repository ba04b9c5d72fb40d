CREATE TABLE "wall_display" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"round" integer NOT NULL,
	"code_hmac" text,
	"code_until" timestamp with time zone NOT NULL,
	"secret_hash" text,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid NOT NULL,
	"opened_at" timestamp with time zone,
	"last_seen_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"revoked_by_id" uuid
);
--> statement-breakpoint
CREATE TABLE "wall_display_site" (
	"display_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	CONSTRAINT "wall_display_site_display_id_site_id_pk" PRIMARY KEY("display_id","site_id")
);
--> statement-breakpoint
ALTER TABLE "wall_display" ADD CONSTRAINT "wall_display_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wall_display" ADD CONSTRAINT "wall_display_revoked_by_id_person_id_fk" FOREIGN KEY ("revoked_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wall_display_site" ADD CONSTRAINT "wall_display_site_display_id_wall_display_id_fk" FOREIGN KEY ("display_id") REFERENCES "public"."wall_display"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wall_display_site" ADD CONSTRAINT "wall_display_site_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "wall_display_secret" ON "wall_display" USING btree ("secret_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "wall_display_code" ON "wall_display" USING btree ("code_hmac");--> statement-breakpoint
CREATE INDEX "wall_display_site_site" ON "wall_display_site" USING btree ("site_id");