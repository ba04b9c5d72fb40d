CREATE TABLE "record_form" (
	"scope" text NOT NULL,
	"version" integer NOT NULL,
	"form" jsonb NOT NULL,
	CONSTRAINT "record_form_scope_version_pk" PRIMARY KEY("scope","version")
);
--> statement-breakpoint
CREATE TABLE "record_sheet" (
	"work_record_id" uuid PRIMARY KEY NOT NULL,
	"sheet" jsonb NOT NULL,
	"code_verified_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "record_sheet" ADD CONSTRAINT "record_sheet_work_record_id_work_record_id_fk" FOREIGN KEY ("work_record_id") REFERENCES "public"."work_record"("id") ON DELETE no action ON UPDATE no action;