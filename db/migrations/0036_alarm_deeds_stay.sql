-- Who silenced or put aside an alarm, and why, stays as it was written.
CREATE TRIGGER alarm_deed_append_only BEFORE UPDATE OR DELETE ON "alarm_deed"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER alarm_deed_no_truncate BEFORE TRUNCATE ON "alarm_deed"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
