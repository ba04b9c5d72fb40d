CREATE TABLE "triage_step" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "triage_step_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"piece" text NOT NULL,
	"head" text NOT NULL,
	"label" text NOT NULL,
	"step" integer NOT NULL,
	"lessons" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "triage_step_piece" ON "triage_step" USING btree ("piece");