-- A repair that was merged by mistake and taken out again had lost its deadlines: every open one is counted once more.
UPDATE "site_recount" SET "counted_for" = to_timestamp(1);
