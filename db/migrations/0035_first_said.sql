-- Whom to ask for is content as first said, too; and another wish comes only with the event that keeps the one before.
CREATE OR REPLACE FUNCTION keep_what_was_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.site_id, OLD.number, OLD.day, OLD.place_words, OLD.description, OLD.source, OLD.reported_urgency,
      OLD.received_at, OLD.registered_at, OLD.began, OLD.began_at, OLD.contact_name, OLD.contact_phone)
     IS DISTINCT FROM
     (NEW.site_id, NEW.number, NEW.day, NEW.place_words, NEW.description, NEW.source, NEW.reported_urgency,
      NEW.received_at, NEW.registered_at, NEW.began, NEW.began_at, NEW.contact_name, NEW.contact_phone) THEN
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
CREATE FUNCTION keep_the_wish_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM "event" e
    WHERE e.ticket_id = NEW.id AND e.ticket_version = NEW.version AND e.type = 'wished' AND e.data->'before' = OLD.wish) THEN
    RAISE EXCEPTION 'a wish changes only with the event that keeps the one before' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- At commit, because the event is written last.
CREATE CONSTRAINT TRIGGER ticket_keeps_the_wish_before AFTER UPDATE ON "ticket"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.wish IS DISTINCT FROM NEW.wish) EXECUTE FUNCTION keep_the_wish_before();
