-- What was first said stays. A place alone may be corrected, and only beside a correction that keeps the one before it.
CREATE OR REPLACE FUNCTION keep_what_was_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.site_id, OLD.number, OLD.day, OLD.place_words, OLD.description, OLD.source, OLD.reported_urgency,
      OLD.received_at, OLD.registered_at, OLD.began, OLD.began_at)
     IS DISTINCT FROM
     (NEW.site_id, NEW.number, NEW.day, NEW.place_words, NEW.description, NEW.source, NEW.reported_urgency,
      NEW.received_at, NEW.registered_at, NEW.began, NEW.began_at) THEN
    RAISE EXCEPTION 'the first content of a ticket does not change' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.place_id IS DISTINCT FROM NEW.place_id AND NOT EXISTS (
    SELECT 1 FROM "ticket_correction" c
    WHERE c.ticket_id = OLD.id AND c.place_before_id = OLD.place_id AND c.place_id = NEW.place_id) THEN
    RAISE EXCEPTION 'the place of a ticket changes only with a correction that keeps the one before'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER ticket_correction_append_only BEFORE UPDATE OR DELETE ON "ticket_correction"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
