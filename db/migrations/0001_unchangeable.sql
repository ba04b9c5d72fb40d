-- What happened stays as it was written: events are only ever added.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON "event"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON "event"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- What was first said on a ticket is never rewritten; corrections are events.
CREATE FUNCTION keep_what_was_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.site_id, OLD.number, OLD.day, OLD.place_id, OLD.place_words, OLD.description, OLD.source, OLD.reported_urgency,
      OLD.received_at, OLD.registered_at)
     IS DISTINCT FROM
     (NEW.site_id, NEW.number, NEW.day, NEW.place_id, NEW.place_words, NEW.description, NEW.source, NEW.reported_urgency,
      NEW.received_at, NEW.registered_at) THEN
    RAISE EXCEPTION 'the first content of a ticket does not change' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER ticket_keeps_what_was_said BEFORE UPDATE ON "ticket"
  FOR EACH ROW EXECUTE FUNCTION keep_what_was_said();
