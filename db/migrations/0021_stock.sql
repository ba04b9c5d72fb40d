CREATE TABLE "ticket_charge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"material_id" uuid NOT NULL,
	"quantity" numeric(12, 3) NOT NULL,
	"price_cents" integer NOT NULL,
	"cost_cents" integer NOT NULL,
	"kind" text NOT NULL,
	"charged_cents" integer NOT NULL,
	"consent" text NOT NULL,
	"technician_id" uuid NOT NULL,
	"used_at" timestamp with time zone NOT NULL,
	"conflict_id" uuid,
	"voided_at" timestamp with time zone,
	"voided_by_id" uuid,
	CONSTRAINT "ticket_charge_apart" CHECK (charged_cents = case when kind = 'charged' then cost_cents else 0 end)
);
--> statement-breakpoint
CREATE TABLE "material" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"code" text NOT NULL,
	"barcode" text,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"unit" text NOT NULL,
	"price_cents" integer NOT NULL,
	"usually" text NOT NULL,
	"search_key" text NOT NULL,
	"version" integer NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "material_price" CHECK (price_cents >= 0)
);
--> statement-breakpoint
CREATE TABLE "quote" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"lines" jsonb NOT NULL,
	"total_cents" integer NOT NULL,
	"made_by_id" uuid,
	"made_at" timestamp with time zone NOT NULL,
	"sent_to" integer NOT NULL,
	"answer" text,
	"answered_at" timestamp with time zone,
	"answered_by_id" uuid,
	"relation" text
);
--> statement-breakpoint
CREATE TABLE "stock_conflict" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"material_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"quantity" numeric(12, 3) NOT NULL,
	"available" numeric(12, 3) NOT NULL,
	"technician_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone NOT NULL,
	"settlement" text,
	"settled_by_id" uuid,
	"settled_at" timestamp with time zone,
	"settled_words" text DEFAULT '' NOT NULL,
	"movement_id" uuid
);
--> statement-breakpoint
CREATE TABLE "stock_leg" (
	"movement_id" uuid NOT NULL,
	"line" smallint NOT NULL,
	"store_id" uuid NOT NULL,
	"material_id" uuid NOT NULL,
	"quantity" numeric(12, 3) NOT NULL,
	CONSTRAINT "stock_leg_movement_id_line_pk" PRIMARY KEY("movement_id","line"),
	CONSTRAINT "stock_leg_moves" CHECK (quantity <> 0)
);
--> statement-breakpoint
CREATE TABLE "stock_level" (
	"store_id" uuid NOT NULL,
	"material_id" uuid NOT NULL,
	"quantity" numeric(12, 3) DEFAULT '0' NOT NULL,
	"reserved" numeric(12, 3) DEFAULT '0' NOT NULL,
	"low_at" numeric(12, 3),
	"low_since" timestamp with time zone,
	CONSTRAINT "stock_level_store_id_material_id_pk" PRIMARY KEY("store_id","material_id"),
	CONSTRAINT "stock_never_below_zero" CHECK (quantity >= 0),
	CONSTRAINT "stock_held_is_there" CHECK (reserved >= 0 and reserved <= quantity)
);
--> statement-breakpoint
CREATE TABLE "stock_movement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"by_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"ticket_id" uuid,
	"key" uuid NOT NULL,
	"step" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_reservation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"material_id" uuid NOT NULL,
	"quantity" numeric(12, 3) NOT NULL,
	"state" text NOT NULL,
	"store_id" uuid,
	"by_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ready_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "stock_reservation_some" CHECK (quantity > 0),
	CONSTRAINT "stock_reservation_held" CHECK ((state in ('waiting', 'released')) = (store_id is null))
);
--> statement-breakpoint
CREATE TABLE "stock_setting" (
	"site_id" uuid PRIMARY KEY NOT NULL,
	"limit_cents" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"technician_id" uuid,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	CONSTRAINT "store_van_is_somebodys" CHECK ((kind = 'van') = (technician_id is not null))
);
--> statement-breakpoint
ALTER TABLE "ticket_charge" ADD CONSTRAINT "ticket_charge_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_charge" ADD CONSTRAINT "ticket_charge_material_id_material_id_fk" FOREIGN KEY ("material_id") REFERENCES "public"."material"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_charge" ADD CONSTRAINT "ticket_charge_technician_id_person_id_fk" FOREIGN KEY ("technician_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_charge" ADD CONSTRAINT "ticket_charge_conflict_id_stock_conflict_id_fk" FOREIGN KEY ("conflict_id") REFERENCES "public"."stock_conflict"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_charge" ADD CONSTRAINT "ticket_charge_voided_by_id_person_id_fk" FOREIGN KEY ("voided_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "material" ADD CONSTRAINT "material_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote" ADD CONSTRAINT "quote_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote" ADD CONSTRAINT "quote_made_by_id_person_id_fk" FOREIGN KEY ("made_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote" ADD CONSTRAINT "quote_answered_by_id_person_id_fk" FOREIGN KEY ("answered_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_conflict" ADD CONSTRAINT "stock_conflict_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_conflict" ADD CONSTRAINT "stock_conflict_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_conflict" ADD CONSTRAINT "stock_conflict_material_id_material_id_fk" FOREIGN KEY ("material_id") REFERENCES "public"."material"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_conflict" ADD CONSTRAINT "stock_conflict_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_conflict" ADD CONSTRAINT "stock_conflict_technician_id_person_id_fk" FOREIGN KEY ("technician_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_conflict" ADD CONSTRAINT "stock_conflict_settled_by_id_person_id_fk" FOREIGN KEY ("settled_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_conflict" ADD CONSTRAINT "stock_conflict_movement_id_stock_movement_id_fk" FOREIGN KEY ("movement_id") REFERENCES "public"."stock_movement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_leg" ADD CONSTRAINT "stock_leg_movement_id_stock_movement_id_fk" FOREIGN KEY ("movement_id") REFERENCES "public"."stock_movement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_leg" ADD CONSTRAINT "stock_leg_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_leg" ADD CONSTRAINT "stock_leg_material_id_material_id_fk" FOREIGN KEY ("material_id") REFERENCES "public"."material"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_level" ADD CONSTRAINT "stock_level_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_level" ADD CONSTRAINT "stock_level_material_id_material_id_fk" FOREIGN KEY ("material_id") REFERENCES "public"."material"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_reservation" ADD CONSTRAINT "stock_reservation_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_reservation" ADD CONSTRAINT "stock_reservation_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_reservation" ADD CONSTRAINT "stock_reservation_material_id_material_id_fk" FOREIGN KEY ("material_id") REFERENCES "public"."material"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_reservation" ADD CONSTRAINT "stock_reservation_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_reservation" ADD CONSTRAINT "stock_reservation_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_setting" ADD CONSTRAINT "stock_setting_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store" ADD CONSTRAINT "store_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store" ADD CONSTRAINT "store_technician_id_person_id_fk" FOREIGN KEY ("technician_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ticket_charge_ticket" ON "ticket_charge" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "ticket_charge_material" ON "ticket_charge" USING btree ("material_id","used_at");--> statement-breakpoint
CREATE UNIQUE INDEX "material_code" ON "material" USING btree ("site_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "material_barcode" ON "material" USING btree ("site_id","barcode") WHERE barcode is not null;--> statement-breakpoint
CREATE INDEX "material_site" ON "material" USING btree ("site_id");--> statement-breakpoint
CREATE UNIQUE INDEX "quote_one_open" ON "quote" USING btree ("ticket_id") WHERE answer is null;--> statement-breakpoint
CREATE INDEX "quote_ticket" ON "quote" USING btree ("ticket_id","made_at");--> statement-breakpoint
CREATE INDEX "stock_conflict_open" ON "stock_conflict" USING btree ("site_id","at") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "stock_conflict_ticket" ON "stock_conflict" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "stock_leg_store" ON "stock_leg" USING btree ("store_id","material_id");--> statement-breakpoint
CREATE INDEX "stock_leg_material" ON "stock_leg" USING btree ("material_id","movement_id");--> statement-breakpoint
CREATE INDEX "stock_level_material" ON "stock_level" USING btree ("material_id");--> statement-breakpoint
CREATE UNIQUE INDEX "stock_movement_once" ON "stock_movement" USING btree ("by_id","key","step");--> statement-breakpoint
CREATE INDEX "stock_movement_site" ON "stock_movement" USING btree ("site_id","id");--> statement-breakpoint
CREATE INDEX "stock_movement_ticket" ON "stock_movement" USING btree ("ticket_id") WHERE ticket_id is not null;--> statement-breakpoint
CREATE INDEX "stock_reservation_ticket" ON "stock_reservation" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "stock_reservation_open" ON "stock_reservation" USING btree ("site_id","material_id","at") WHERE state in ('waiting', 'ready');--> statement-breakpoint
CREATE UNIQUE INDEX "store_one_of_kind" ON "store" USING btree ("site_id","kind") WHERE kind <> 'van';--> statement-breakpoint
CREATE UNIQUE INDEX "store_van" ON "store" USING btree ("site_id","technician_id") WHERE kind = 'van';