CREATE TABLE `announcements` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`event_id` text NOT NULL,
	`event` text NOT NULL,
	`record_type` text NOT NULL,
	`record_id` integer NOT NULL,
	`record_key` text NOT NULL,
	`company` text NOT NULL,
	`environment` text NOT NULL,
	`data` text NOT NULL,
	`actor_type` text NOT NULL,
	`actor_id` integer NOT NULL,
	`actor_name` text NOT NULL,
	`request_id` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `api_access` (
	`company_id` integer PRIMARY KEY NOT NULL,
	`allowed_origins` text NOT NULL,
	`reads_per_minute` integer NOT NULL,
	`writes_per_minute` integer NOT NULL,
	`version` integer NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `api_key_secrets` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`api_key_id` integer NOT NULL,
	`key_hash` text NOT NULL,
	`key_prefix` text NOT NULL,
	`created_at` text NOT NULL,
	`first_used_at` text,
	`last_used_at` text,
	`last_used_address` text,
	`ends_at` text,
	`grace_hours` integer,
	FOREIGN KEY (`api_key_id`) REFERENCES `api_keys`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_secrets_key_hash_unique` ON `api_key_secrets` (`key_hash`);--> statement-breakpoint
CREATE INDEX `api_key_secrets_prefix` ON `api_key_secrets` (`key_prefix`);--> statement-breakpoint
CREATE INDEX `api_key_secrets_key` ON `api_key_secrets` (`api_key_id`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`owner_id` integer,
	`company_id` integer NOT NULL,
	`environment` text NOT NULL,
	`scopes` text NOT NULL,
	`rate_limit_per_hour` integer NOT NULL,
	`rate_limit_id` integer,
	`requires_idempotency_key` integer DEFAULT true NOT NULL,
	`api_version` text NOT NULL,
	`allowed_addresses` text NOT NULL,
	`metadata` text NOT NULL,
	`expires_at` text,
	`expiry_announced` integer,
	`is_active` integer DEFAULT true NOT NULL,
	`revoked_at` text,
	`created_at` text NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`rate_limit_id`) REFERENCES `rate_limits`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `api_keys_company` ON `api_keys` (`company_id`,`id`);--> statement-breakpoint
CREATE TABLE `companies` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`address` text DEFAULT '' NOT NULL,
	`tax_office` text DEFAULT '' NOT NULL,
	`tax_number` text DEFAULT '' NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`website` text,
	`logo_file` text,
	`logo_media_type` text,
	`locale` text NOT NULL,
	`currency` text NOT NULL,
	`time_zone` text NOT NULL,
	`country` text NOT NULL,
	`invoice_notes` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `companies_slug_unique` ON `companies` (`slug`);--> statement-breakpoint
CREATE TABLE `access_tokens` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`token_hash` text NOT NULL,
	`client_id` integer NOT NULL,
	`user_id` integer,
	`grant_id` text,
	`scopes` text NOT NULL,
	`is_revoked` integer DEFAULT false NOT NULL,
	`expires_at` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `api_clients`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `access_tokens_token_hash_unique` ON `access_tokens` (`token_hash`);--> statement-breakpoint
CREATE INDEX `access_tokens_client` ON `access_tokens` (`client_id`,`id`);--> statement-breakpoint
CREATE INDEX `access_tokens_grant` ON `access_tokens` (`grant_id`);--> statement-breakpoint
CREATE INDEX `access_tokens_expires_at` ON `access_tokens` (`expires_at`);--> statement-breakpoint
CREATE TABLE `api_clients` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`client_id` text NOT NULL,
	`client_secret_hash` text,
	`previous_secret_hash` text,
	`previous_secret_expires_at` text,
	`name` text NOT NULL,
	`description` text,
	`owner_id` integer,
	`company_id` integer NOT NULL,
	`environment` text NOT NULL,
	`grant_types` text NOT NULL,
	`redirect_uris` text NOT NULL,
	`scopes` text NOT NULL,
	`rate_limit_per_hour` integer NOT NULL,
	`rate_limit_id` integer,
	`api_version` text NOT NULL,
	`allowed_addresses` text NOT NULL,
	`metadata` text NOT NULL,
	`expires_at` text,
	`is_active` integer DEFAULT true NOT NULL,
	`last_used_at` text,
	`last_used_address` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`rate_limit_id`) REFERENCES `rate_limits`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_clients_client_id_unique` ON `api_clients` (`client_id`);--> statement-breakpoint
CREATE INDEX `api_clients_company` ON `api_clients` (`company_id`,`id`);--> statement-breakpoint
CREATE TABLE `oauth_artifacts` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`client_id` integer,
	`grant_id` text,
	`payload` text NOT NULL,
	`used_at` text,
	`expires_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `api_clients`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `oauth_artifacts_grant` ON `oauth_artifacts` (`grant_id`);--> statement-breakpoint
CREATE INDEX `oauth_artifacts_expires_at` ON `oauth_artifacts` (`expires_at`);--> statement-breakpoint
CREATE TABLE `oauth_signing_keys` (
	`kid` text PRIMARY KEY NOT NULL,
	`sealed_key` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `refresh_tokens` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`token_hash` text NOT NULL,
	`access_token_id` integer,
	`client_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`grant_id` text NOT NULL,
	`rotations` integer NOT NULL,
	`scopes` text NOT NULL,
	`payload` text NOT NULL,
	`used_at` text,
	`is_superseded` integer DEFAULT false NOT NULL,
	`is_revoked` integer DEFAULT false NOT NULL,
	`expires_at` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`access_token_id`) REFERENCES `access_tokens`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`client_id`) REFERENCES `api_clients`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `refresh_tokens_token_hash_unique` ON `refresh_tokens` (`token_hash`);--> statement-breakpoint
CREATE INDEX `refresh_tokens_client` ON `refresh_tokens` (`client_id`,`id`);--> statement-breakpoint
CREATE INDEX `refresh_tokens_grant` ON `refresh_tokens` (`grant_id`,`rotations`);--> statement-breakpoint
CREATE INDEX `refresh_tokens_expires_at` ON `refresh_tokens` (`expires_at`);--> statement-breakpoint
CREATE TABLE `outgoing_calls` (
	`company_id` integer PRIMARY KEY NOT NULL,
	`private_networks` text NOT NULL,
	`destinations` text NOT NULL,
	`authorities` text,
	`proxy_url` text,
	`proxy_user_name` text,
	`proxy_password` text,
	`proxy_bypass` text NOT NULL,
	`version` integer NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`company_id` integer NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`token_hash` text NOT NULL,
	`invited_by` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token_hash_unique` ON `invitations` (`token_hash`);--> statement-breakpoint
CREATE INDEX `invitations_company` ON `invitations` (`company_id`,`email`);--> statement-breakpoint
CREATE TABLE `company_members` (
	`company_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`role` text NOT NULL,
	`disabled_at` text,
	PRIMARY KEY(`company_id`, `user_id`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `company_members_user` ON `company_members` (`user_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`token_hash` text NOT NULL,
	`user_agent` text NOT NULL,
	`ip_address` text NOT NULL,
	`created_at` text NOT NULL,
	`last_seen_at` text NOT NULL,
	`expires_at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token_hash_unique` ON `sessions` (`token_hash`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`language` text,
	`is_active` integer DEFAULT true NOT NULL,
	`last_sign_in_at` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (lower("email"));--> statement-breakpoint
CREATE TABLE `rate_limits` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`company_id` integer NOT NULL,
	`name` text NOT NULL,
	`reads_per_hour` integer NOT NULL,
	`writes_per_hour` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rate_limits_company_id_name_unique` ON `rate_limits` (`company_id`,`name`);--> statement-breakpoint
CREATE TABLE `rate_limit_counters` (
	`id` integer PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`window_start` text NOT NULL,
	`request_count` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rate_limit_counters_window_start` ON `rate_limit_counters` (`window_start`);--> statement-breakpoint
CREATE UNIQUE INDEX `rate_limit_counters_identifier_window_start_unique` ON `rate_limit_counters` (`identifier`,`window_start`);