-- What a helper is not sent to alone: lifts, gas, live wires and the main pipe.
UPDATE "fault" SET "level" = 2 WHERE "code" IN (
	'pipe-burst', 'power-out-building', 'exposed-wire', 'socket-sparking',
	'lift-trapped', 'lift-stopped', 'lift-door', 'lift-noise', 'gas-smell', 'gas-hose'
);--> statement-breakpoint
ALTER TABLE "fault" ADD CONSTRAINT "fault_level_known" CHECK ("level" BETWEEN 1 AND 3);
