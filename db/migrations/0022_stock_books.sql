-- The books of the stores are only ever added to.
CREATE TRIGGER stock_movement_append_only BEFORE UPDATE OR DELETE ON "stock_movement"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER stock_movement_no_truncate BEFORE TRUNCATE ON "stock_movement"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER stock_leg_append_only BEFORE UPDATE OR DELETE ON "stock_leg"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER stock_leg_no_truncate BEFORE TRUNCATE ON "stock_leg"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Double entry: what leaves one store arrives in another, material by material, or the movement is not written at all.
CREATE FUNCTION movement_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM stock_leg WHERE movement_id = NEW.movement_id
    GROUP BY material_id HAVING sum(quantity) <> 0
  ) THEN
    RAISE EXCEPTION 'the two sides of movement % differ', NEW.movement_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER stock_leg_balances AFTER INSERT ON "stock_leg"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION movement_balances();
