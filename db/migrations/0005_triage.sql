CREATE TABLE "triage_proposal" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"kind_confidence" real NOT NULL,
	"kind_words" jsonb NOT NULL,
	"faults" jsonb NOT NULL,
	"model_version" smallint NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_kind" text,
	"decided_fault_code" text,
	"decided_urgency" smallint,
	"decided_scope" text,
	"agreed" boolean,
	"decided_by_id" uuid,
	"decided_at" timestamp with time zone,
	"lesson" jsonb
);
--> statement-breakpoint
CREATE TABLE "triage_weight" (
	"piece" text NOT NULL,
	"head" text NOT NULL,
	"label" text NOT NULL,
	"weight" integer NOT NULL,
	"lessons" integer NOT NULL,
	CONSTRAINT "triage_weight_piece_head_label_pk" PRIMARY KEY("piece","head","label")
);
--> statement-breakpoint
ALTER TABLE "triage_proposal" ADD CONSTRAINT "triage_proposal_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triage_proposal" ADD CONSTRAINT "triage_proposal_decided_fault_code_fault_code_fk" FOREIGN KEY ("decided_fault_code") REFERENCES "public"."fault"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triage_proposal" ADD CONSTRAINT "triage_proposal_decided_by_id_person_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "triage_proposal_decided" ON "triage_proposal" USING btree ("decided_at");