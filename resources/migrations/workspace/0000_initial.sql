CREATE TABLE `search_indexes` (
	`plural` text PRIMARY KEY NOT NULL,
	`fields` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `workspace_settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`credential` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`response_status` integer NOT NULL,
	`response_body` text NOT NULL,
	`is_sealed` integer NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`credential`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_created_at` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `work_orders` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`asset_id` integer NOT NULL,
	`kind` text NOT NULL,
	`priority` text NOT NULL,
	`scheduled_for` text,
	`assignee_id` integer,
	`assignee_name` text,
	`instructions` text,
	`checklist` text NOT NULL,
	`spent_minutes` integer NOT NULL,
	`cost` integer NOT NULL,
	`currency` text NOT NULL,
	`result_notes` text,
	`status` text NOT NULL,
	`status_note` text,
	`started_at` text,
	`completed_at` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `work_orders_scheduled_for` ON `work_orders` (`scheduled_for`,`id`);--> statement-breakpoint
CREATE INDEX `work_orders_updated_at` ON `work_orders` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `work_orders_status` ON `work_orders` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `work_orders_status_scheduled_for` ON `work_orders` (`status`,`scheduled_for`,`id`);--> statement-breakpoint
CREATE INDEX `work_orders_status_updated_at` ON `work_orders` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `work_orders_asset` ON `work_orders` (`asset_id`,`id`);--> statement-breakpoint
CREATE INDEX `work_orders_assignee` ON `work_orders` (`assignee_id`,`id`);--> statement-breakpoint
CREATE TABLE `backlog_drops` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`webhook_id` integer,
	`consumer_id` integer,
	`reason` text NOT NULL,
	`count` integer NOT NULL,
	`from_event_id` text NOT NULL,
	`to_event_id` text NOT NULL,
	`from_time` text NOT NULL,
	`to_time` text NOT NULL,
	`from_seq` integer NOT NULL,
	`to_seq` integer NOT NULL,
	`dropped_at` text NOT NULL,
	`last_dropped_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `backlog_drops_webhook` ON `backlog_drops` (`webhook_id`,`id`);--> statement-breakpoint
CREATE INDEX `backlog_drops_consumer` ON `backlog_drops` (`consumer_id`,`id`);--> statement-breakpoint
CREATE TABLE `event_consumers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`events` text NOT NULL,
	`secret` text NOT NULL,
	`previous_secret` text,
	`previous_secret_until` text,
	`filter` text,
	`cursor_seq` integer NOT NULL,
	`acknowledged_at` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_consumers_name_unique` ON `event_consumers` (`name`);--> statement-breakpoint
CREATE TABLE `webhook_attempts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`delivery_id` integer NOT NULL,
	`attempt_number` integer NOT NULL,
	`is_manual` integer NOT NULL,
	`started_at` text NOT NULL,
	`url` text NOT NULL,
	`request_headers` text NOT NULL,
	`request_body` text,
	`response_status` integer,
	`response_headers` text,
	`response_body` text,
	`is_body_cut` integer NOT NULL,
	`error_kind` text,
	`error_message` text,
	`response_time_ms` integer NOT NULL,
	`timing` text,
	FOREIGN KEY (`delivery_id`) REFERENCES `webhook_deliveries`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_attempts_delivery` ON `webhook_attempts` (`delivery_id`,`attempt_number`);--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`webhook_id` integer NOT NULL,
	`event_seq` integer,
	`event_id` text NOT NULL,
	`event_type` text NOT NULL,
	`record_key` text,
	`order_key` text,
	`status` text NOT NULL,
	`failure_reason` text,
	`attempt_number` integer NOT NULL,
	`scheduled_attempts` integer NOT NULL,
	`next_attempt_at` text,
	`response_status` integer,
	`response_time_ms` integer,
	`is_test` integer NOT NULL,
	`body` text,
	`edited_at` text,
	`edited_by` text,
	`delivered_at` text,
	`created_at` text NOT NULL,
	FOREIGN KEY (`webhook_id`) REFERENCES `webhooks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_deliveries_event` ON `webhook_deliveries` (`webhook_id`,`event_seq`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_status` ON `webhook_deliveries` (`webhook_id`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_type` ON `webhook_deliveries` (`webhook_id`,`event_type`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_of_event` ON `webhook_deliveries` (`event_seq`) WHERE event_seq IS NOT NULL;--> statement-breakpoint
CREATE INDEX `webhook_deliveries_order` ON `webhook_deliveries` (`webhook_id`,`order_key`,`event_seq`) WHERE order_key IS NOT NULL AND status = 'pending';--> statement-breakpoint
CREATE INDEX `webhook_deliveries_waiting` ON `webhook_deliveries` (`webhook_id`,`event_seq`) WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`webhook_id`,`next_attempt_at`) WHERE next_attempt_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `webhooks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`url` text NOT NULL,
	`is_http_allowed` integer NOT NULL,
	`tls_authorities` text,
	`tls_certificate` text,
	`tls_key` text,
	`secret` text NOT NULL,
	`previous_secret` text,
	`previous_secret_until` text,
	`description` text,
	`events` text NOT NULL,
	`owner_id` integer,
	`is_active` integer NOT NULL,
	`disabled_reason` text,
	`failing` text,
	`last_outage` text,
	`filter` text,
	`headers` text NOT NULL,
	`template` text,
	`content_type` text NOT NULL,
	`api_version` text NOT NULL,
	`retry_count` integer NOT NULL,
	`retry_schedule` text NOT NULL,
	`timeout_seconds` integer NOT NULL,
	`rate_per_second` integer,
	`max_concurrent` integer,
	`is_ordered` integer NOT NULL,
	`cursor_seq` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text
);
--> statement-breakpoint
CREATE TABLE `caught_requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`catcher_id` integer NOT NULL,
	`stored_bytes` integer NOT NULL,
	`verdict` text NOT NULL,
	`webhook_id` integer,
	`webhook_name` text,
	`event_id` text,
	`event_type` text,
	`attempt_number` integer,
	`body_bytes` integer NOT NULL,
	`is_body_cut` integer NOT NULL,
	`ip_address` text NOT NULL,
	`received_at` text NOT NULL,
	`url` text NOT NULL,
	`signatures` text NOT NULL,
	`headers` text NOT NULL,
	`body` text NOT NULL,
	FOREIGN KEY (`catcher_id`) REFERENCES `webhook_catchers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `caught_requests_catcher` ON `caught_requests` (`catcher_id`);--> statement-breakpoint
CREATE TABLE `webhook_catchers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`token` text NOT NULL,
	`listens_until` text,
	`webhook_id` integer,
	`replaced_url` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_catchers_token_unique` ON `webhook_catchers` (`token`);--> statement-breakpoint
CREATE TABLE `ticket_comments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`ticket_id` integer NOT NULL,
	`body` text NOT NULL,
	`author_type` text NOT NULL,
	`author_id` integer NOT NULL,
	`author_name` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `tickets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `ticket_comments_ticket` ON `ticket_comments` (`ticket_id`,`id`);--> statement-breakpoint
CREATE TABLE `tickets` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`description` text,
	`type` text NOT NULL,
	`priority` text NOT NULL,
	`assignee_id` integer,
	`assignee_name` text,
	`reporter_id` integer,
	`reporter_name` text,
	`due_date` text,
	`parent_id` integer,
	`asset_id` integer,
	`job_id` integer,
	`labels` text NOT NULL,
	`status` text NOT NULL,
	`status_note` text,
	`closed_at` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `tickets_due_date` ON `tickets` (`due_date`,`id`);--> statement-breakpoint
CREATE INDEX `tickets_updated_at` ON `tickets` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `tickets_status` ON `tickets` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `tickets_status_due_date` ON `tickets` (`status`,`due_date`,`id`);--> statement-breakpoint
CREATE INDEX `tickets_status_updated_at` ON `tickets` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `tickets_assignee_id` ON `tickets` (`assignee_id`,`id`);--> statement-breakpoint
CREATE INDEX `tickets_assignee_id_due_date` ON `tickets` (`assignee_id`,`due_date`,`id`);--> statement-breakpoint
CREATE INDEX `tickets_assignee_id_updated_at` ON `tickets` (`assignee_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `tickets_parent` ON `tickets` (`parent_id`,`id`);--> statement-breakpoint
CREATE INDEX `tickets_asset` ON `tickets` (`asset_id`,`id`);--> statement-breakpoint
CREATE INDEX `tickets_job` ON `tickets` (`job_id`,`id`);--> statement-breakpoint
CREATE TABLE `sync_links` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`record_id` integer NOT NULL,
	`remote_id` text,
	`key` text NOT NULL,
	`state` text NOT NULL,
	`fields` text NOT NULL,
	`record_version` integer NOT NULL,
	`changed_there_at` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sync_links_record` ON `sync_links` (`connection_id`,`record_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `sync_links_remote` ON `sync_links` (`connection_id`,`remote_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `sync_links_key` ON `sync_links` (`connection_id`,`key`);--> statement-breakpoint
CREATE TABLE `sync_notes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`run_id` integer NOT NULL,
	`at` text NOT NULL,
	`kind` text NOT NULL,
	`record_id` integer NOT NULL,
	`title` text NOT NULL,
	`field` text,
	`kept` text,
	`lost` text,
	`side` text
);
--> statement-breakpoint
CREATE INDEX `sync_notes_connection` ON `sync_notes` (`connection_id`,`id`);--> statement-breakpoint
CREATE TABLE `sync_runs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`state` text NOT NULL,
	`is_preview` integer NOT NULL,
	`is_confirmed` integer NOT NULL,
	`asked_by` text,
	`phase` text NOT NULL,
	`done` integer NOT NULL,
	`total` integer,
	`counts` text NOT NULL,
	`failure` text,
	`stop_reason` text,
	`started_at` text NOT NULL,
	`finished_at` text
);
--> statement-breakpoint
CREATE INDEX `sync_runs_connection` ON `sync_runs` (`connection_id`,`id`);--> statement-breakpoint
CREATE INDEX `sync_runs_running` ON `sync_runs` (`id`) WHERE state = 'running';--> statement-breakpoint
CREATE TABLE `syncs` (
	`connection_id` integer PRIMARY KEY NOT NULL,
	`interval_minutes` integer,
	`next_run_at` text,
	`is_confirmed` integer NOT NULL,
	`account` text,
	`since` text
);
--> statement-breakpoint
CREATE INDEX `syncs_next_run` ON `syncs` (`next_run_at`) WHERE next_run_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `subscriptions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`plan_name` text NOT NULL,
	`customer_id` integer,
	`price` integer NOT NULL,
	`currency` text NOT NULL,
	`period` text NOT NULL,
	`starts_on` text NOT NULL,
	`auto_renew` integer NOT NULL,
	`cancel_at_period_end` integer NOT NULL,
	`current_period_start` text NOT NULL,
	`current_period_end` text NOT NULL,
	`canceled_at` text,
	`notes` text,
	`status` text NOT NULL,
	`status_note` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subscriptions_current_period_end` ON `subscriptions` (`current_period_end`,`id`);--> statement-breakpoint
CREATE INDEX `subscriptions_plan_name` ON `subscriptions` (`plan_name`,`id`);--> statement-breakpoint
CREATE INDEX `subscriptions_updated_at` ON `subscriptions` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `subscriptions_status` ON `subscriptions` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `subscriptions_status_current_period_end` ON `subscriptions` (`status`,`current_period_end`,`id`);--> statement-breakpoint
CREATE INDEX `subscriptions_status_plan_name` ON `subscriptions` (`status`,`plan_name`,`id`);--> statement-breakpoint
CREATE INDEX `subscriptions_status_updated_at` ON `subscriptions` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `subscriptions_customer` ON `subscriptions` (`customer_id`,`id`);--> statement-breakpoint
CREATE TABLE `stock_movements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`inventory_item_id` integer NOT NULL,
	`kind` text NOT NULL,
	`quantity` integer NOT NULL,
	`quantity_change` integer NOT NULL,
	`quantity_after` integer NOT NULL,
	`reason` text,
	`reference` text,
	`from_location` text,
	`to_location` text,
	`job_id` integer,
	`production_order_id` integer,
	`allow_negative` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`inventory_item_id`) REFERENCES `inventory_items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`production_order_id`) REFERENCES `production_orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `stock_movements_created_at` ON `stock_movements` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `stock_movements_inventory_item_id` ON `stock_movements` (`inventory_item_id`,`id`);--> statement-breakpoint
CREATE INDEX `stock_movements_inventory_item_id_created_at` ON `stock_movements` (`inventory_item_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `stock_movements_kind` ON `stock_movements` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `stock_movements_kind_created_at` ON `stock_movements` (`kind`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `stock_movements_production_order` ON `stock_movements` (`production_order_id`,`id`);--> statement-breakpoint
CREATE INDEX `stock_movements_job` ON `stock_movements` (`job_id`,`id`);--> statement-breakpoint
CREATE TABLE `invoice_submissions` (
	`invoice_id` integer PRIMARY KEY NOT NULL,
	`tax_number` text,
	`attempts` integer NOT NULL,
	`due_at` text,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `invoice_submissions_due` ON `invoice_submissions` (`due_at`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `request_retention` (
	`id` integer PRIMARY KEY NOT NULL,
	`entry_days` integer NOT NULL,
	`body_days` integer NOT NULL,
	`max_entries` integer NOT NULL,
	`max_body_megabytes` integer NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `quotes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`customer_id` integer NOT NULL,
	`contact_id` integer,
	`deal_id` integer,
	`reference` text,
	`currency` text NOT NULL,
	`lines` text NOT NULL,
	`discount_percent` real,
	`discount_amount` integer,
	`valid_until` text,
	`notes` text,
	`subtotal` integer NOT NULL,
	`discount` integer NOT NULL,
	`net` integer NOT NULL,
	`vat_by_rate` text NOT NULL,
	`vat_total` integer NOT NULL,
	`total` integer NOT NULL,
	`status` text NOT NULL,
	`status_note` text,
	`sent_at` text,
	`decided_at` text,
	`job_id` integer,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`deal_id`) REFERENCES `deals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `quotes_valid_until` ON `quotes` (`valid_until`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_total` ON `quotes` (`total`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_updated_at` ON `quotes` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_status` ON `quotes` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_status_valid_until` ON `quotes` (`status`,`valid_until`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_status_total` ON `quotes` (`status`,`total`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_status_updated_at` ON `quotes` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_customer_id` ON `quotes` (`customer_id`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_customer_id_valid_until` ON `quotes` (`customer_id`,`valid_until`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_customer_id_total` ON `quotes` (`customer_id`,`total`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_customer_id_updated_at` ON `quotes` (`customer_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_contact` ON `quotes` (`contact_id`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_deal` ON `quotes` (`deal_id`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_job` ON `quotes` (`job_id`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_reference` ON `quotes` (`reference`);--> statement-breakpoint
CREATE TABLE `production_outputs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`production_order_id` integer NOT NULL,
	`good_quantity` real NOT NULL,
	`scrap_quantity` real NOT NULL,
	`scrap_reason` text,
	`shift` text,
	`operator` text,
	`recorded_at` text NOT NULL,
	`notes` text,
	`produced_total` real NOT NULL,
	`scrap_total` real NOT NULL,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`production_order_id`) REFERENCES `production_orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `production_outputs_recorded_at` ON `production_outputs` (`recorded_at`,`id`);--> statement-breakpoint
CREATE INDEX `production_outputs_production_order_id` ON `production_outputs` (`production_order_id`,`id`);--> statement-breakpoint
CREATE INDEX `production_outputs_production_order_id_recorded_at` ON `production_outputs` (`production_order_id`,`recorded_at`,`id`);--> statement-breakpoint
CREATE INDEX `production_outputs_operator` ON `production_outputs` (`operator`,`id`);--> statement-breakpoint
CREATE TABLE `production_orders` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product` text NOT NULL,
	`product_code` text,
	`planned_quantity` real NOT NULL,
	`unit` text NOT NULL,
	`asset_id` integer,
	`job_id` integer,
	`planned_start` text,
	`planned_end` text,
	`notes` text,
	`produced_quantity` real NOT NULL,
	`scrap_quantity` real NOT NULL,
	`status` text NOT NULL,
	`status_note` text,
	`started_at` text,
	`completed_at` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `production_orders_planned_start` ON `production_orders` (`planned_start`,`id`);--> statement-breakpoint
CREATE INDEX `production_orders_planned_end` ON `production_orders` (`planned_end`,`id`);--> statement-breakpoint
CREATE INDEX `production_orders_updated_at` ON `production_orders` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `production_orders_status` ON `production_orders` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `production_orders_status_planned_start` ON `production_orders` (`status`,`planned_start`,`id`);--> statement-breakpoint
CREATE INDEX `production_orders_status_planned_end` ON `production_orders` (`status`,`planned_end`,`id`);--> statement-breakpoint
CREATE INDEX `production_orders_status_updated_at` ON `production_orders` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `production_orders_asset` ON `production_orders` (`asset_id`,`id`);--> statement-breakpoint
CREATE INDEX `production_orders_job` ON `production_orders` (`job_id`,`id`);--> statement-breakpoint
CREATE INDEX `production_orders_product_code` ON `production_orders` (`product_code`);--> statement-breakpoint
CREATE TABLE `notification_messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`notification_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`channel` text NOT NULL,
	`due_at` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`notification_id`) REFERENCES `notifications`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `notification_messages_due` ON `notification_messages` (`due_at`);--> statement-breakpoint
CREATE INDEX `notification_messages_of` ON `notification_messages` (`user_id`,`channel`,`due_at`);--> statement-breakpoint
CREATE INDEX `notification_messages_notification` ON `notification_messages` (`notification_id`);--> statement-breakpoint
CREATE TABLE `notification_settings` (
	`user_id` integer PRIMARY KEY NOT NULL,
	`channels` text NOT NULL,
	`quiet_from` text,
	`quiet_to` text,
	`digest` text NOT NULL,
	`digest_at` text NOT NULL,
	`chat` text,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`type` text NOT NULL,
	`severity` text NOT NULL,
	`event` text NOT NULL,
	`event_id` text NOT NULL,
	`record_type` text NOT NULL,
	`record_id` integer NOT NULL,
	`record_key` text NOT NULL,
	`params` text NOT NULL,
	`is_in_window` integer NOT NULL,
	`desktop_due_at` text,
	`read_at` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_event` ON `notifications` (`user_id`,`event_id`);--> statement-breakpoint
CREATE INDEX `notifications_user` ON `notifications` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `notifications_unread` ON `notifications` (`user_id`) WHERE read_at IS NULL AND is_in_window;--> statement-breakpoint
CREATE INDEX `notifications_due` ON `notifications` (`user_id`,`desktop_due_at`) WHERE desktop_due_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `notifications_created_at` ON `notifications` (`created_at`);--> statement-breakpoint
CREATE TABLE `near_misses` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`description` text,
	`hazard` text NOT NULL,
	`potential_severity` text NOT NULL,
	`location` text,
	`asset_id` integer,
	`occurred_at` text NOT NULL,
	`reported_by` text,
	`immediate_action` text,
	`preventive_action` text,
	`status` text NOT NULL,
	`status_note` text,
	`closed_at` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `near_misses_occurred_at` ON `near_misses` (`occurred_at`,`id`);--> statement-breakpoint
CREATE INDEX `near_misses_updated_at` ON `near_misses` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `near_misses_status` ON `near_misses` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `near_misses_status_occurred_at` ON `near_misses` (`status`,`occurred_at`,`id`);--> statement-breakpoint
CREATE INDEX `near_misses_status_updated_at` ON `near_misses` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `near_misses_asset` ON `near_misses` (`asset_id`,`id`);--> statement-breakpoint
CREATE TABLE `kept_receipts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`vendor_id` text NOT NULL,
	`receipt` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `kept_receipts_vendor` ON `kept_receipts` (`connection_id`,`vendor_id`);--> statement-breakpoint
CREATE INDEX `kept_receipts_created_at` ON `kept_receipts` (`created_at`);--> statement-breakpoint
CREATE TABLE `message_attachments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`message_id` integer NOT NULL,
	`file_name` text NOT NULL,
	`media_type` text NOT NULL,
	`size` integer NOT NULL,
	`file` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `message_attachments_message` ON `message_attachments` (`message_id`);--> statement-breakpoint
CREATE INDEX `message_attachments_file` ON `message_attachments` (`file`);--> statement-breakpoint
CREATE TABLE `message_contents` (
	`message_id` integer PRIMARY KEY NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`direction` text NOT NULL,
	`kind` text NOT NULL,
	`connection_id` integer NOT NULL,
	`sender` text,
	`recipients` text NOT NULL,
	`subject` text,
	`text` text NOT NULL,
	`attachment_count` integer NOT NULL,
	`status` text NOT NULL,
	`place` integer,
	`send_key` text NOT NULL,
	`failure` text,
	`attempts` integer NOT NULL,
	`next_attempt_at` text,
	`is_deferred` integer NOT NULL,
	`vendor_id` text,
	`parts` integer,
	`cost` text,
	`refused` text NOT NULL,
	`origin` text NOT NULL,
	`actor_type` text NOT NULL,
	`actor_id` integer NOT NULL,
	`actor_name` text NOT NULL,
	`record_type` text,
	`record_id` integer,
	`record_key` text,
	`event_id` text,
	`request_id` text,
	`resend_of` integer,
	`sent_at` text,
	`delivered_at` text,
	`read_at` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text
);
--> statement-breakpoint
CREATE INDEX `messages_line` ON `messages` (`connection_id`,`place`) WHERE place IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_status` ON `messages` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `messages_direction` ON `messages` (`direction`,`id`);--> statement-breakpoint
CREATE INDEX `messages_connection` ON `messages` (`connection_id`,`id`);--> statement-breakpoint
CREATE INDEX `messages_record` ON `messages` (`record_type`,`record_id`,`id`);--> statement-breakpoint
CREATE INDEX `messages_vendor` ON `messages` (`connection_id`,`vendor_id`) WHERE vendor_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_created_at` ON `messages` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `messages_event` ON `messages` (`event_id`) WHERE event_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_request` ON `messages` (`request_id`) WHERE request_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `meetings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`starts_at` text NOT NULL,
	`ends_at` text NOT NULL,
	`time_zone` text,
	`customer_id` integer,
	`contact_id` integer,
	`deal_id` integer,
	`location` text,
	`online_url` text,
	`organizer` text,
	`attendees` text NOT NULL,
	`agenda` text,
	`notes` text,
	`status` text NOT NULL,
	`status_note` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`deal_id`) REFERENCES `deals`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `meetings_starts_at` ON `meetings` (`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `meetings_updated_at` ON `meetings` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `meetings_status` ON `meetings` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `meetings_status_starts_at` ON `meetings` (`status`,`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `meetings_status_updated_at` ON `meetings` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `meetings_customer_id` ON `meetings` (`customer_id`,`id`);--> statement-breakpoint
CREATE INDEX `meetings_customer_id_starts_at` ON `meetings` (`customer_id`,`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `meetings_customer_id_updated_at` ON `meetings` (`customer_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `meetings_contact` ON `meetings` (`contact_id`,`id`);--> statement-breakpoint
CREATE INDEX `meetings_deal` ON `meetings` (`deal_id`,`id`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`description` text,
	`customer_id` integer NOT NULL,
	`reference` text,
	`status` text NOT NULL,
	`status_note` text,
	`due_date` text,
	`currency` text NOT NULL,
	`lines` text NOT NULL,
	`net_amount` integer NOT NULL,
	`invoice_id` integer,
	`started_at` text,
	`completed_at` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `jobs_status` ON `jobs` (`status`,`id`,`deleted_at`);--> statement-breakpoint
CREATE INDEX `jobs_status_due_date` ON `jobs` (`status`,`due_date`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_status_updated_at` ON `jobs` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_status_completed_at` ON `jobs` (`status`,`completed_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_customer` ON `jobs` (`customer_id`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_due_date` ON `jobs` (`due_date`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_updated_at` ON `jobs` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_completed_at` ON `jobs` (`completed_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_reference` ON `jobs` (`reference`);--> statement-breakpoint
CREATE TABLE `invoices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`invoice_key` text NOT NULL,
	`kind` text NOT NULL,
	`invoice_number` text,
	`status` text NOT NULL,
	`status_note` text,
	`failure` text,
	`sent_at` text,
	`paid_at` text,
	`customer_id` integer NOT NULL,
	`customer_name` text NOT NULL,
	`job_ids` text NOT NULL,
	`issue_date` text NOT NULL,
	`valid_until` text,
	`locale` text NOT NULL,
	`currency` text NOT NULL,
	`issuer` text NOT NULL,
	`logo_file` text,
	`logo_media_type` text,
	`customer` text NOT NULL,
	`lines` text NOT NULL,
	`discount_percent` real,
	`discount_amount` integer,
	`subtotal` integer NOT NULL,
	`discount` integer NOT NULL,
	`net` integer NOT NULL,
	`vat_by_rate` text NOT NULL,
	`vat_total` integer NOT NULL,
	`total` integer NOT NULL,
	`notes` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invoices_invoice_key_unique` ON `invoices` (`invoice_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `invoices_invoice_number_unique` ON `invoices` (`invoice_number`);--> statement-breakpoint
CREATE INDEX `invoices_status` ON `invoices` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `invoices_status_issue_date` ON `invoices` (`status`,`issue_date`,`id`);--> statement-breakpoint
CREATE INDEX `invoices_customer` ON `invoices` (`customer_id`,`id`);--> statement-breakpoint
CREATE INDEX `invoices_issue_date` ON `invoices` (`issue_date`,`id`);--> statement-breakpoint
CREATE INDEX `invoices_created_at` ON `invoices` (`created_at`);--> statement-breakpoint
CREATE TABLE `number_series` (
	`series` text PRIMARY KEY NOT NULL,
	`last_number` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `inventory_items` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`sku` text NOT NULL,
	`barcode` text,
	`unit` text NOT NULL,
	`category` text,
	`location` text,
	`minimum_quantity` integer NOT NULL,
	`reorder_quantity` integer NOT NULL,
	`unit_cost` integer,
	`currency` text NOT NULL,
	`supplier_contact_id` integer,
	`notes` text,
	`quantity_on_hand` integer NOT NULL,
	`is_below_minimum` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`supplier_contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inventory_items_unique_sku` ON `inventory_items` (`sku`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `inventory_items_name` ON `inventory_items` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_sku` ON `inventory_items` (`sku`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_quantity_on_hand` ON `inventory_items` (`quantity_on_hand`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_updated_at` ON `inventory_items` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_is_below_minimum` ON `inventory_items` (`is_below_minimum`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_is_below_minimum_name` ON `inventory_items` (`is_below_minimum`,`name`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_is_below_minimum_sku` ON `inventory_items` (`is_below_minimum`,`sku`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_is_below_minimum_quantity_on_hand` ON `inventory_items` (`is_below_minimum`,`quantity_on_hand`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_is_below_minimum_updated_at` ON `inventory_items` (`is_below_minimum`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_category` ON `inventory_items` (`category`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_category_name` ON `inventory_items` (`category`,`name`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_category_sku` ON `inventory_items` (`category`,`sku`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_category_quantity_on_hand` ON `inventory_items` (`category`,`quantity_on_hand`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_category_updated_at` ON `inventory_items` (`category`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `inventory_items_barcode` ON `inventory_items` (`barcode`);--> statement-breakpoint
CREATE INDEX `inventory_items_supplier_contact` ON `inventory_items` (`supplier_contact_id`,`id`);--> statement-breakpoint
CREATE TABLE `connection_calls` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`purpose` text NOT NULL,
	`started_at` text NOT NULL,
	`duration_ms` real NOT NULL,
	`attempt` integer NOT NULL,
	`method` text NOT NULL,
	`url` text NOT NULL,
	`request_headers` text NOT NULL,
	`request_body` text NOT NULL,
	`is_request_body_cut` integer NOT NULL,
	`response_status` integer,
	`response_headers` text NOT NULL,
	`response_body` text NOT NULL,
	`is_response_body_cut` integer NOT NULL,
	`timing` text,
	`failure_kind` text,
	`failure_step` text,
	`failure_detail` text
);
--> statement-breakpoint
CREATE INDEX `connection_calls_connection` ON `connection_calls` (`connection_id`,`started_at`,`failure_kind`,`duration_ms`);--> statement-breakpoint
CREATE INDEX `connection_calls_started_at` ON `connection_calls` (`started_at`);--> statement-breakpoint
CREATE TABLE `connections` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`type` text NOT NULL,
	`name` text NOT NULL,
	`config` text NOT NULL,
	`credentials` text,
	`credential_marks` text NOT NULL,
	`network` text NOT NULL,
	`status` text NOT NULL,
	`is_default` integer NOT NULL,
	`account` text,
	`last_success_at` text,
	`last_error` text,
	`next_refresh_at` text,
	`owner_id` integer,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text
);
--> statement-breakpoint
CREATE INDEX `connections_type` ON `connections` (`type`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `connections_next_refresh` ON `connections` (`next_refresh_at`) WHERE next_refresh_at IS NOT NULL AND deleted_at IS NULL;--> statement-breakpoint
CREATE TABLE `connection_grants` (
	`connection_id` integer PRIMARY KEY NOT NULL,
	`access_token` text NOT NULL,
	`refresh_token` text,
	`scope` text,
	`expires_at` text,
	`granted_at` text NOT NULL,
	`refreshed_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `incidents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`description` text,
	`kind` text NOT NULL,
	`severity` text NOT NULL,
	`location` text,
	`asset_id` integer,
	`occurred_at` text NOT NULL,
	`injured_count` integer NOT NULL,
	`lost_days` integer NOT NULL,
	`immediate_action` text,
	`root_cause` text,
	`corrective_action` text,
	`authority_notified_on` text,
	`status` text NOT NULL,
	`status_note` text,
	`closed_at` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `incidents_occurred_at` ON `incidents` (`occurred_at`,`id`);--> statement-breakpoint
CREATE INDEX `incidents_updated_at` ON `incidents` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `incidents_status` ON `incidents` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `incidents_status_occurred_at` ON `incidents` (`status`,`occurred_at`,`id`);--> statement-breakpoint
CREATE INDEX `incidents_status_updated_at` ON `incidents` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `incidents_asset` ON `incidents` (`asset_id`,`id`);--> statement-breakpoint
CREATE TABLE `expiry_warnings` (
	`credential` text PRIMARY KEY NOT NULL,
	`expires_at` text NOT NULL,
	`days` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `downtimes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`asset_id` integer NOT NULL,
	`category` text NOT NULL,
	`reason` text,
	`started_at` text NOT NULL,
	`ended_at` text,
	`duration_seconds` integer,
	`work_order_id` integer,
	`notes` text,
	`status` text NOT NULL,
	`status_note` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`work_order_id`) REFERENCES `work_orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `downtimes_started_at` ON `downtimes` (`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `downtimes_duration_seconds` ON `downtimes` (`duration_seconds`,`id`);--> statement-breakpoint
CREATE INDEX `downtimes_updated_at` ON `downtimes` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `downtimes_status` ON `downtimes` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `downtimes_status_started_at` ON `downtimes` (`status`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `downtimes_status_duration_seconds` ON `downtimes` (`status`,`duration_seconds`,`id`);--> statement-breakpoint
CREATE INDEX `downtimes_status_updated_at` ON `downtimes` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `downtimes_asset` ON `downtimes` (`asset_id`,`ended_at`,`id`);--> statement-breakpoint
CREATE INDEX `downtimes_work_order` ON `downtimes` (`work_order_id`,`id`);--> statement-breakpoint
CREATE TABLE `deals` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`customer_id` integer NOT NULL,
	`contact_id` integer,
	`value` integer NOT NULL,
	`currency` text NOT NULL,
	`probability` integer,
	`weighted_value` integer NOT NULL,
	`expected_close_date` text,
	`owner_name` text,
	`source` text,
	`notes` text,
	`status` text NOT NULL,
	`status_note` text,
	`closed_at` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `deals_expected_close_date` ON `deals` (`expected_close_date`,`id`);--> statement-breakpoint
CREATE INDEX `deals_value` ON `deals` (`value`,`id`);--> statement-breakpoint
CREATE INDEX `deals_updated_at` ON `deals` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `deals_status` ON `deals` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `deals_status_expected_close_date` ON `deals` (`status`,`expected_close_date`,`id`);--> statement-breakpoint
CREATE INDEX `deals_status_value` ON `deals` (`status`,`value`,`id`);--> statement-breakpoint
CREATE INDEX `deals_status_updated_at` ON `deals` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `deals_customer_id` ON `deals` (`customer_id`,`id`);--> statement-breakpoint
CREATE INDEX `deals_customer_id_expected_close_date` ON `deals` (`customer_id`,`expected_close_date`,`id`);--> statement-breakpoint
CREATE INDEX `deals_customer_id_value` ON `deals` (`customer_id`,`value`,`id`);--> statement-breakpoint
CREATE INDEX `deals_customer_id_updated_at` ON `deals` (`customer_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `deals_contact` ON `deals` (`contact_id`,`id`);--> statement-breakpoint
CREATE TABLE `customers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`tax_office` text,
	`tax_number` text,
	`email` text,
	`phone` text,
	`address` text,
	`city` text,
	`country` text,
	`currency` text NOT NULL,
	`notes` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text
);
--> statement-breakpoint
CREATE INDEX `customers_name` ON `customers` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `customers_updated_at` ON `customers` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `customers_tax_number` ON `customers` (`tax_number`);--> statement-breakpoint
CREATE TABLE `credits` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`amount` integer NOT NULL,
	`balance_after` integer NOT NULL,
	`invoice_id` integer,
	`description` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credits_kind` ON `credits` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `credits_invoice` ON `credits` (`invoice_id`,`id`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`first_name` text NOT NULL,
	`last_name` text NOT NULL,
	`name` text NOT NULL,
	`customer_id` integer,
	`job_title` text,
	`email` text,
	`phone` text,
	`mobile` text,
	`whatsapp_number` text,
	`language` text,
	`tags` text NOT NULL,
	`notes` text,
	`marketing_consent` integer NOT NULL,
	`marketing_consent_at` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contacts_name` ON `contacts` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `contacts_last_name` ON `contacts` (`last_name`,`id`);--> statement-breakpoint
CREATE INDEX `contacts_updated_at` ON `contacts` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `contacts_customer_id` ON `contacts` (`customer_id`,`id`);--> statement-breakpoint
CREATE INDEX `contacts_customer_id_name` ON `contacts` (`customer_id`,`name`,`id`);--> statement-breakpoint
CREATE INDEX `contacts_customer_id_last_name` ON `contacts` (`customer_id`,`last_name`,`id`);--> statement-breakpoint
CREATE INDEX `contacts_customer_id_updated_at` ON `contacts` (`customer_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `contacts_email` ON `contacts` (`email`);--> statement-breakpoint
CREATE INDEX `contacts_whatsapp_number` ON `contacts` (`whatsapp_number`);--> statement-breakpoint
CREATE TABLE `assets` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`category` text NOT NULL,
	`serial_number` text,
	`manufacturer` text,
	`model` text,
	`location` text,
	`commissioned_on` text,
	`warranty_until` text,
	`notes` text,
	`status` text NOT NULL,
	`status_note` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text
);
--> statement-breakpoint
CREATE INDEX `assets_name` ON `assets` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `assets_updated_at` ON `assets` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `assets_status` ON `assets` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `assets_status_name` ON `assets` (`status`,`name`,`id`);--> statement-breakpoint
CREATE INDEX `assets_status_updated_at` ON `assets` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `assets_serial_number` ON `assets` (`serial_number`);--> statement-breakpoint
CREATE TABLE `alarm_rules` (
	`kind` text PRIMARY KEY NOT NULL,
	`is_enabled` integer NOT NULL,
	`priority` text NOT NULL,
	`threshold` real NOT NULL,
	`deadband` real NOT NULL,
	`on_delay_seconds` integer NOT NULL,
	`off_delay_seconds` integer NOT NULL,
	`escalation` text NOT NULL,
	`version` integer NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `alarms` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`subject_id` integer,
	`subject_name` text,
	`priority` text NOT NULL,
	`value` real NOT NULL,
	`threshold` real NOT NULL,
	`breached_at` text,
	`opened_at` text,
	`cleared_at` text,
	`resolved_at` text,
	`occurrences` integer NOT NULL,
	`escalations` integer NOT NULL,
	`escalates_at` text,
	`acknowledged_at` text,
	`acknowledged_by` text,
	`acknowledge_note` text,
	`shelved_until` text,
	`shelved_by` text,
	`shelve_note` text,
	`closed_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alarms_point` ON `alarms` (`kind`,`subject`) WHERE closed_at IS NULL;--> statement-breakpoint
CREATE INDEX `alarms_closed` ON `alarms` (`closed_at`) WHERE closed_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`event` text NOT NULL,
	`record_type` text NOT NULL,
	`record_id` integer NOT NULL,
	`record_key` text NOT NULL,
	`data` text NOT NULL,
	`actor_type` text NOT NULL,
	`actor_id` integer NOT NULL,
	`actor_name` text NOT NULL,
	`request_id` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_id_unique` ON `events` (`id`);--> statement-breakpoint
CREATE INDEX `events_record` ON `events` (`record_type`,`record_id`,`seq`);--> statement-breakpoint
CREATE INDEX `events_created_at` ON `events` (`created_at`);--> statement-breakpoint
CREATE INDEX `events_event` ON `events` (`event`,`created_at`);--> statement-breakpoint
CREATE INDEX `events_request` ON `events` (`request_id`);