-- Who let whom into a home, and why, stays as it was written.
CREATE TRIGGER household_event_append_only BEFORE UPDATE OR DELETE ON "household_event"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER household_event_no_truncate BEFORE TRUNCATE ON "household_event"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
