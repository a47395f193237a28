CREATE TABLE `api_request_bodies` (
	`request_log_id` integer PRIMARY KEY NOT NULL,
	`request_headers` text NOT NULL,
	`request_body` text,
	`is_request_body_cut` integer NOT NULL,
	`response_headers` text NOT NULL,
	`response_body` text,
	`is_response_body_cut` integer NOT NULL,
	`stored_bytes` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `api_request_bodies_size` ON `api_request_bodies` (`stored_bytes`);--> statement-breakpoint
CREATE TABLE `api_request_logs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` text NOT NULL,
	`api_key_id` integer,
	`oauth_client_id` integer,
	`user_id` integer,
	`actor_name` text NOT NULL,
	`method` text NOT NULL,
	`path` text NOT NULL,
	`query_params` text,
	`response_status` integer NOT NULL,
	`error_code` text,
	`response_time_ms` real NOT NULL,
	`request_bytes` integer NOT NULL,
	`response_bytes` integer NOT NULL,
	`ip_address` text NOT NULL,
	`user_agent` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `api_request_logs_created_at` ON `api_request_logs` (`created_at`,`user_id`,`response_status`,`response_time_ms`);--> statement-breakpoint
CREATE INDEX `api_request_logs_request_id` ON `api_request_logs` (`request_id`);--> statement-breakpoint
CREATE INDEX `api_request_logs_api_key` ON `api_request_logs` (`api_key_id`) WHERE api_key_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `api_request_logs_oauth_client` ON `api_request_logs` (`oauth_client_id`) WHERE oauth_client_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `api_request_logs_error` ON `api_request_logs` (`id`,`error_code`,`response_status`) WHERE error_code IS NOT NULL;--> statement-breakpoint
CREATE TABLE `credential_usage` (
	`credential_type` text NOT NULL,
	`credential_id` integer NOT NULL,
	`hour` text NOT NULL,
	`ip_address` text NOT NULL,
	`calls` integer NOT NULL,
	`failed` integer NOT NULL,
	`last_error_code` text,
	`last_error_request_id` text,
	`last_error_at` text,
	PRIMARY KEY(`credential_type`, `credential_id`, `hour`, `ip_address`)
);
