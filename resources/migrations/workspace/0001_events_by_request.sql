DROP INDEX `webhook_deliveries_newest`;--> statement-breakpoint
DROP INDEX `webhook_deliveries_status`;--> statement-breakpoint
DROP INDEX `webhook_deliveries_type`;--> statement-breakpoint
CREATE INDEX `webhook_deliveries_newest` ON `webhook_deliveries` (`webhook_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_status` ON `webhook_deliveries` (`webhook_id`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_type` ON `webhook_deliveries` (`webhook_id`,`event_type`,`created_at`);--> statement-breakpoint
CREATE INDEX `events_request` ON `events` (`request_id`);