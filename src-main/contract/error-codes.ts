/**
 * Every error code a caller can meet, with its HTTP status (RFC 9110). The union is closed: a new code is added here and
 * gets its text in the three locales; nothing else maps codes to statuses.
 */
export const errorStatuses = {
  invalid_request: 400,
  invalid_cursor: 400,
  idempotency_key_required: 400,
  unknown_api_version: 400,
  unauthorized: 401,
  invalid_credentials: 401,
  api_key_expired: 401,
  api_key_revoked: 401,
  access_token_expired: 401,
  access_token_revoked: 401,
  insufficient_credits: 402,
  forbidden: 403,
  csrf_failed: 403,
  address_not_allowed: 403,
  origin_not_allowed: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  version_conflict: 409,
  transition_not_allowed: 409,
  idempotency_conflict: 409,
  idempotency_in_progress: 409,
  bulk_refused: 409,
  provider_not_connected: 409,
  precondition_failed: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  misdirected_request: 421,
  connection_failed: 424,
  rate_limited: 429,
  internal_error: 500,
  overloaded: 503,
  storage_unavailable: 503,
  storage_full: 507,
} as const

export type ErrorCode = keyof typeof errorStatuses
