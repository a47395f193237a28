<?php
// Verifies that a webhook comes from Interlock, is unchanged and is fresh. Needs PHP 8 and nothing else.

const INTERLOCK_TOLERANCE_SECONDS = 5 * 60;

/**
 * Checks the header X-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + "." + body)>. For a while after the secret was changed
 * there is a second v1, made with the old one: any that fits will do.
 * $body: file_get_contents('php://input'), before any JSON parser; $header: $_SERVER['HTTP_X_SIGNATURE'] ?? null.
 * Returns what is wrong, or null when nothing is.
 */
function interlock_signature_problem(string $secret, ?string $header, string $body, ?int $now = null): ?string
{
    $parts = array_map('trim', explode(',', $header ?? ''));
    $times = array_values(preg_grep('/^t=[0-9]+$/D', $parts));
    $signatures = preg_grep('/^v1=[0-9a-f]{64}$/D', $parts);
    if ($times === [] || $signatures === []) {
        return 'no signature';
    }
    $time = substr($times[0], 2);
    $expected = hash_hmac('sha256', $time . '.' . $body, $secret);
    foreach ($signatures as $signature) {
        if (hash_equals($expected, substr($signature, 3))) {
            return abs(($now ?? time()) - (int) $time) > INTERLOCK_TOLERANCE_SECONDS ? 'too old' : null;
        }
    }
    return 'wrong signature';
}
